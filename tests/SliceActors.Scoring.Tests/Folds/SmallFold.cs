using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;

namespace SliceActors.Scoring.Tests.Folds;

/// <summary>A made-up fold: slices from 10 on, four training sessions (three participants, not sorted) and two validation sessions.</summary>
internal static class SmallFold
{
    public static readonly FoldIndex Fold = new(1);

    public static RunPlan Plan(int slices, params string[] leaked) => new(
        [
            new("sub-b", "ses-M00", "/none"), new("sub-a", "ses-M12", "/none"), new("sub-a", "ses-M00", "/none"), new("sub-c", "ses-M00", "/none"),
            new("sub-e", "ses-M00", "/none"), new("sub-d", "ses-M00", "/none"),
        ],
        new SliceRange(new SliceIndex(10), slices),
        [new FoldPlan(Fold, [new(0, 1), new(1, 0), new(2, 0), new(3, 1)], [new(4, 1), new(5, 0)], [.. leaked])]);

    /// <summary>Outcomes of all units, with predictions drawn from a seed.</summary>
    public static ImmutableArray<UnitPredictions> Outcomes(RunPlan plan, NetworkType networkType)
    {
        var random = new CountedRandom(5);
        return [.. plan.UnitsOf(Fold, networkType).Select(unit => new UnitPredictions(unit.Id, 3, [.. Enum.GetValues<Selection>().Select(selection =>
            new SelectionOutcome(selection, 2, 0.5, 0.5, new FileDigest(1, "00"), Predictions(4 * unit.Slices.Count), Predictions(2 * unit.Slices.Count)))]))];

        SetPredictions Predictions(int items)
        {
            var proba1 = Enumerable.Range(0, items).Select(_ => (float)random.NextDouble()).ToImmutableArray();
            return new SetPredictions([.. proba1.Select(p => 1 - p)], proba1, [.. proba1.Select(p => (byte)(p > 0.5 ? 1 : 0))], random.NextDouble() * 10);
        }
    }

    public static UnitPredictions WithTrain(this UnitPredictions outcome, Func<SetPredictions, SetPredictions?> change) => outcome with
    {
        Selections = [.. outcome.Selections.Select(s => s with { Train = change(s.Train!) })],
    };
}
