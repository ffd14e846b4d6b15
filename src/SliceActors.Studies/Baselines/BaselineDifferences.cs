using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Baselines;
using SliceActors.Scoring.Comparisons;
using SliceActors.Studies.Comparisons;

namespace SliceActors.Studies.Baselines;

/// <summary>How far the networks of a study are ahead of simple models, on the same people.</summary>
/// <param name="Comparisons">Of each selection the networks less each simple model.</param>
/// <param name="Reasons">Why something could not be compared.</param>
public sealed record BaselineDifferences(ImmutableArray<Comparison> Comparisons, ImmutableArray<string> Reasons)
{
    /// <summary>Compares the folds that are over.</summary>
    /// <param name="study">The study.</param>
    /// <param name="baselines">Fitted to its folds.</param>
    /// <exception cref="Folders.BookkeepingException">What describes the run is missing, cut or damaged.</exception>
    public static BaselineDifferences Of(BaselineStudy study, FittedBaselines baselines)
    {
        ArgumentNullException.ThrowIfNull(study);
        ArgumentNullException.ThrowIfNull(baselines);
        var findings = new List<Finding>();
        var compared = Enum.GetValues<Selection>()
            .Select(selection => ValidationReader.Read(study.Tree.Root, $"networks, {selection.Term()}", selection, findings))
            .OfType<ValidationResult>()
            .SelectMany(networks => baselines.Against(networks, findings));
        return new BaselineDifferences([.. compared], [.. findings.Select(finding => finding.Found).Distinct()]);
    }
}
