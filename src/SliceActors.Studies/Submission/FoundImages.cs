using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Studies.Submission;

/// <summary>The images of the sessions that were looked for.</summary>
/// <param name="Paths">What <see cref="PlannedImage.Path"/> will be of each session, in order; null where it is missing.</param>
/// <param name="Slices">Slice positions in use; null when they are not known.</param>
/// <param name="Readable">Images whose first bytes are fine.</param>
internal sealed record FoundImages(ImmutableArray<string?> Paths, SliceRange? Slices, IReadOnlyList<string> Readable)
{
    /// <summary>Nothing was looked for.</summary>
    public static FoundImages None { get; } = new([], null, []);

    /// <summary>What is left of a direction once slices were discarded at both ends.</summary>
    /// <param name="spec">The study.</param>
    /// <param name="length">Slices along the direction.</param>
    /// <param name="findings">Takes a finding when too few are left.</param>
    public static SliceRange Remaining(RunSpec spec, int length, ICollection<Finding> findings)
    {
        var (begin, end) = (spec.Slices.DiscardedAtBeginning, spec.Slices.DiscardedAtEnd);
        var count = length - begin - end;
        var least = spec.NetworkType == NetworkType.Multicnn ? 2 : 1;
        if (count < least)
        {
            findings.Add(new Finding(
                "--discarded_slices",
                null,
                $"{begin} + {end} slices discarded of the {length} in {spec.Slices.Direction.Term()} direction leave {Math.Max(count, 0)}",
                least == 1 ? "at least 1 slice left" : "at least 2 slices left: multicnn trains one network per slice and votes"));
        }

        return new SliceRange(new SliceIndex(begin), count);
    }
}
