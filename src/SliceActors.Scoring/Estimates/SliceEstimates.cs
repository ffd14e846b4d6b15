using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Scoring.Estimates;

/// <summary>What each slice position alone tells of the people of a fold: a pure function of the fold's outcomes.</summary>
public static class SliceEstimates
{
    /// <summary>The figures of every slice that has a network.</summary>
    /// <param name="plan">The plan of the run.</param>
    /// <param name="networkType">What was trained.</param>
    /// <param name="fold">The fold.</param>
    /// <param name="outcomes">Outcomes of the fold's units, in any order; units that failed are not among them.</param>
    /// <returns>By selection, slices ascending; empty for an autoencoder, which classifies nobody.</returns>
    public static ImmutableArray<SliceFigures> Of(RunPlan plan, NetworkType networkType, FoldIndex fold, IReadOnlyCollection<UnitPredictions> outcomes)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(outcomes);
        if (networkType == NetworkType.Autoencoder)
        {
            return [];
        }

        var finished = outcomes.Select(outcome => outcome.Unit).ToHashSet();
        ImmutableArray<TrainingUnit> units = [.. plan.UnitsOf(fold, networkType).Where(unit => finished.Contains(unit.Id))];
        var answers = FoldAnswers.Of(plan, networkType, plan.FoldOf(fold), outcomes);
        return [.. Enum.GetValues<Selection>().SelectMany(selection => units.SelectMany((unit, network) => OfNetwork(answers, unit, network, selection)))];
    }

    private static IEnumerable<SliceFigures> OfNetwork(FoldAnswers answers, TrainingUnit unit, int network, Selection selection)
    {
        var missing = answers.MissingPairs ?? (answers.Answers!.Networks[network].HasUsableEpoch ? null : FoldAnswers.NoUsableEpoch);
        var judged = missing is null ? SlicesAlone.Judge(answers.Answers!.Networks[network], answers.People, selection) : [];
        return Enumerable.Range(0, unit.Slices.Count).Select(slice => Figures(
            answers.People,
            selection,
            unit.Slices.At(slice),
            judged.ElementAtOrDefault(slice),
            missing ?? (judged[slice].Matrix.Pairs == 0 ? FoldAnswers.NoPair : string.Empty)));
    }

    private static SliceFigures Figures(ValidationPeople people, Selection selection, SliceIndex slice, JudgedPairs? judged, string missing)
    {
        var pairs = judged?.Matrix.Pairs ?? 0;
        return new SliceFigures(
            selection,
            slice,
            pairs > 0 ? judged!.Matrix.Auc : double.NaN,
            pairs > 0 ? judged!.Matrix.Variance() : double.NaN,
            pairs > 0 ? (double)judged!.PositivesRight / pairs : double.NaN,
            pairs > 0 ? (double)judged!.NegativesRight / pairs : double.NaN,
            pairs,
            judged?.Skipped ?? 0,
            people.Count(1),
            people.Count(0),
            missing);
    }
}
