using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;

namespace SliceActors.Learning.Batches;

/// <summary>Looks up a prepared slice, row by row, in the bytes that its store keeps.</summary>
/// <param name="image">Row of the image in the slice store.</param>
/// <param name="slice">Absolute position of the slice.</param>
internal delegate ReadOnlySpan<byte> SlicePixels(int image, SliceIndex slice);

/// <summary>One set of a fold as a unit sees it: item t is slice t mod n of session t div n, n = slices of the unit.</summary>
/// <param name="sessions">Sessions in the row order of the TSV files.</param>
/// <param name="slices">Slice positions of the unit.</param>
/// <param name="pixels">Where the slices come from.</param>
internal sealed class SliceSet(ImmutableArray<PlannedSession> sessions, SliceRange slices, SlicePixels pixels)
{
    /// <summary>Number of items.</summary>
    public int Count => sessions.Length * slices.Count;

    /// <summary>Class of each item, 0 or 1.</summary>
    public ImmutableArray<byte> Labels { get; } =
        [.. sessions.SelectMany(session => Enumerable.Repeat((byte)session.Label, slices.Count))];

    /// <summary>The prepared slice of an item: 0 … 255, or the bytes of its float32 pixels.</summary>
    public ReadOnlySpan<byte> Pixels(int item) => pixels(sessions[item / slices.Count].Image, slices.At(item % slices.Count));
}
