using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Scoring.Folds;

/// <summary>Outcomes that do not fit their fold are a defect of whoever reported them; they must not reach a table.</summary>
internal static class OutcomeCheck
{
    /// <summary>The outcomes by unit.</summary>
    /// <exception cref="ArgumentException">A unit is not part of the fold, reported twice, or its predictions do not fit the fold's sets.</exception>
    public static Dictionary<UnitId, UnitPredictions> ByUnit(FoldPlan fold, IReadOnlyCollection<TrainingUnit> units, bool classifies, IReadOnlyCollection<UnitPredictions> outcomes)
    {
        var slices = units.ToDictionary(unit => unit.Id, unit => unit.Slices.Count);
        var byUnit = new Dictionary<UnitId, UnitPredictions>();
        foreach (var outcome in outcomes)
        {
            if (!slices.TryGetValue(outcome.Unit, out var sliceCount))
            {
                throw Refuse($"{outcome.Unit} is not a unit of fold {fold.Fold}.");
            }

            if (!byUnit.TryAdd(outcome.Unit, outcome))
            {
                throw Refuse($"{outcome.Unit} has two outcomes.");
            }

            if (classifies)
            {
                RequirePredictions(fold, outcome, sliceCount);
            }
        }

        return byUnit;
    }

    private static void RequirePredictions(FoldPlan fold, UnitPredictions outcome, int slices)
    {
        foreach (var selection in Enum.GetValues<Selection>())
        {
            if (outcome.Selections.Count(s => s.Selection == selection) != 1)
            {
                throw Refuse($"{outcome.Unit} must have {selection.Term()} exactly once.");
            }
        }

        foreach (var selected in outcome.Selections)
        {
            foreach (var subset in Enum.GetValues<DataSubset>())
            {
                var where = $"{outcome.Unit}, {selected.Selection.Term()}, {subset.Term()}";
                var predictions = selected.On(subset) ?? throw Refuse($"{where}: no predictions.");
                var sessions = fold.Set(subset).Length;
                RequireLength(predictions.Proba0.Length, sessions, slices, where);
                RequireLength(predictions.Proba1.Length, sessions, slices, where);
                RequireLength(predictions.PredictedLabel.Length, sessions, slices, where);
                RequireValues(predictions, where);
            }
        }
    }

    private static void RequireLength(int length, int sessions, int slices, string where)
    {
        if (length != sessions * slices)
        {
            throw Refuse($"{where}: {length} predictions where {sessions} sessions with {slices} slices make {sessions * slices}.");
        }
    }

    private static void RequireValues(SetPredictions predictions, string where)
    {
        if (predictions.PredictedLabel.AsSpan().ContainsAnyExcept((byte)0, (byte)1))
        {
            throw Refuse($"{where}: a predicted label is neither 0 nor 1.");
        }

        if (!AllFinite(predictions.Proba0.AsSpan()) || !AllFinite(predictions.Proba1.AsSpan()))
        {
            throw Refuse($"{where}: a probability is not a finite number.");
        }
    }

    private static bool AllFinite(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    private static ArgumentException Refuse(string what) => new(what);
}
