using System.Collections.Immutable;
using SliceActors.Imaging.Copies;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Results;

namespace SliceActors.Studies.Leakage;

/// <summary>A study whose networks know somebody: a source of transfer learning, or the one that is applied to new images.</summary>
/// <param name="Root">Its result folder.</param>
/// <param name="Results">What is in the folder; null when it cannot be read any more.</param>
/// <param name="Plan">Who is in its folds, as it was submitted; null when only tables or labels can tell.</param>
public sealed record KnownStudy(string Root, ResultFolder? Results, RunPlan? Plan)
{
    private readonly Lazy<IReadOnlyDictionary<string, ImageMark>?> marks = new(() => Results is null ? null : ImageMarksTable.Read(Results.Tree));

    /// <summary>A study, what its networks started from, and so on, as far as it is recorded.</summary>
    /// <param name="results">The study.</param>
    /// <param name="warnings">Gets what is missing in the folders.</param>
    /// <returns>The study first; one that cannot be read ends the list.</returns>
    public static ImmutableArray<KnownStudy> Ancestry(ResultFolder results, ICollection<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(results);
        var studies = ImmutableArray.CreateBuilder<KnownStudy>();
        var seen = new HashSet<string>(StringComparer.Ordinal) { results.Tree.Root };
        studies.Add(new KnownStudy(results.Tree.Root, results, FoldPeople.PlanOf(results.Tree, warnings)));
        for (var path = results.Options.TransferPath; path is not null && seen.Add(Path.GetFullPath(path)); path = studies[^1].Results?.Options.TransferPath)
        {
            studies.Add(TryOpen(path) is { } earlier ? new KnownStudy(earlier.Tree.Root, earlier, FoldPeople.PlanOf(earlier.Tree, warnings)) : new KnownStudy(path, null, null));
        }

        return studies.ToImmutable();
    }

    /// <summary>Who is in the sets of a fold; null when nobody can tell any more.</summary>
    public FoldPeople? People(FoldIndex fold) => Results is null ? null : FoldPeople.Of(Results, Plan, fold);

    /// <summary>The images that the networks of a fold learned from.</summary>
    /// <returns>Null when their marks are not recorded.</returns>
    public IReadOnlyList<MarkedImage>? Learned(FoldIndex fold)
    {
        if (Plan?.Folds.FirstOrDefault(planned => planned.Fold == fold) is not { } sets || marks.Value is not { } known)
        {
            return null;
        }

        var images = sets.Set(DataSubset.Train).Select(session => Plan.Images[session.Image]).ToList();
        return images.TrueForAll(image => known.ContainsKey(image.Path))
            ? [.. images.Select(image => new MarkedImage(FoldPeople.PersonOf(image.ParticipantId, image.Path), image.SessionId, known[image.Path]))]
            : null;
    }

    private static ResultFolder? TryOpen(string path)
    {
        try
        {
            return ResultFolder.Open(path);
        }
        catch (BadInputException)
        {
            return null;
        }
    }
}
