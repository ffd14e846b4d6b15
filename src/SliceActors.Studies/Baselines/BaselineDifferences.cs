using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Baselines;
using SliceActors.Studies.Comparisons;

namespace SliceActors.Studies.Baselines;

/// <summary>How far the networks of a study are ahead of simple models, on the same people.</summary>
/// <param name="Differences">Of each selection the networks less each simple model.</param>
/// <param name="Reasons">Why something could not be compared.</param>
public sealed record BaselineDifferences(ImmutableArray<BaselineDifference> Differences, ImmutableArray<string> Reasons)
{
    /// <summary>Compares the folds that are over.</summary>
    /// <param name="study">The study.</param>
    /// <param name="baselines">Fitted to its folds.</param>
    /// <exception cref="Folders.BookkeepingException">What describes the run is missing, cut or damaged.</exception>
    public static BaselineDifferences Of(BaselineStudy study, FittedBaselines baselines)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(baselines);
        var (findings, differences) = (new List<Finding>(), ImmutableArray.CreateBuilder<BaselineDifference>());
        foreach (var selection in Enum.GetValues<Selection>())
        {
            if (ValidationReader.Read(study.Tree.Root, $"networks, {selection.Term()}", selection, findings) is { } networks)
            {
                differences.AddRange(baselines.Against(networks, selection, findings));
            }
        }

        return new BaselineDifferences(differences.ToImmutable(), [.. findings.Select(finding => $"{finding.Where}: {finding.Found}").Distinct()]);
    }
}
