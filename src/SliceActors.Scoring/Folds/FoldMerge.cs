using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Rows;
using SliceActors.Scoring.Votes;

namespace SliceActors.Scoring.Folds;

/// <summary>Merges the outcomes of a fold's units into the fold's result: a pure function of their set, whatever order they came in.</summary>
public static class FoldMerge
{
    /// <summary>Scores the slices, votes on the images and sums the fold up.</summary>
    /// <param name="plan">The plan of the run.</param>
    /// <param name="fold">The fold.</param>
    /// <param name="networkType">What was trained.</param>
    /// <param name="vote">How slices are combined; training sessions are weighed by themselves, validation sessions too.</param>
    /// <param name="seed">Seed of the run, from which that of the confidence intervals is derived.</param>
    /// <param name="outcomes">Outcomes of the units that finished; the vote is made without the slices of the others, which the summary names.</param>
    /// <exception cref="ArgumentException">A unit is not part of the fold, reported twice, or its predictions do not fit the fold's sets.</exception>
    public static FoldResult Merge(RunPlan plan, FoldIndex fold, NetworkType networkType, VoteSpec vote, long seed, IReadOnlyCollection<UnitPredictions> outcomes)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(vote);
        ArgumentNullException.ThrowIfNull(outcomes);
        var foldPlan = plan.FoldOf(fold);
        ImmutableArray<TrainingUnit> units = [.. plan.UnitsOf(fold, networkType)];
        var classifies = networkType != NetworkType.Autoencoder;
        var byUnit = OutcomeCheck.ByUnit(foldPlan, units, classifies, outcomes);
        ImmutableArray<TrainingUnit> missing = [.. units.Where(unit => !byUnit.ContainsKey(unit.Id))];
        var warnings = ImmutableArray.CreateBuilder<string>();
        WarnOfMissing(fold, units.Length, missing, warnings);
        WarnOfLeakage(foldPlan, warnings);

        var sets = ImmutableArray.CreateBuilder<SetResult>();
        if (classifies && byUnit.Count > 0)
        {
            ImmutableArray<(TrainingUnit, UnitPredictions)> finished = [.. units.Where(unit => byUnit.ContainsKey(unit.Id)).Select(unit => (unit, byUnit[unit.Id]))];
            foreach (var selection in Enum.GetValues<Selection>())
            {
                foreach (var subset in Enum.GetValues<DataSubset>())
                {
                    sets.Add(Score(plan, foldPlan, networkType, vote, BootstrapSeed(seed, fold), selection, subset, finished, warnings));
                }
            }
        }

        var summary = new FoldSummary(
            fold,
            [.. sets.Select(set => new ImageLevelResult(set.Selection, set.Subset, set.Scores.Metrics, set.Scores.Probabilities))],
            [.. missing.SelectMany(unit => Enumerable.Range(0, unit.Slices.Count).Select(unit.Slices.At))],
            warnings.ToImmutable());
        return new FoldResult(networkType, sets.ToImmutable(), missing, foldPlan.LeakedParticipants, summary);
    }

    /// <summary>Seed of the bootstrap of a fold: the same participants are resampled alike, whatever the selection.</summary>
    internal static ulong BootstrapSeed(long seed, FoldIndex fold) => CountedSeed.For(seed, new UnitId(fold, null), -1, Purpose.Bootstrap);

    private static SetResult Score(
        RunPlan plan,
        FoldPlan fold,
        NetworkType networkType,
        VoteSpec vote,
        ulong seed,
        Selection selection,
        DataSubset subset,
        ImmutableArray<(TrainingUnit Unit, UnitPredictions Outcome)> finished,
        ImmutableArray<string>.Builder warnings)
    {
        ImmutableArray<ScoredSession> sessions = [.. fold.Set(subset).Select(session =>
            new ScoredSession(plan.Images[session.Image].ParticipantId, plan.Images[session.Image].SessionId, session.Label))];
        ImmutableArray<(SliceRange Slices, SetPredictions Predictions)> networks =
            [.. finished.Select(f => (f.Unit.Slices, f.Outcome.Selections.First(s => s.Selection == selection).On(subset)!))];
        var table = new SliceLevelTable($"the {subset.Term()} set of fold {fold.Fold} ({selection.Term()})", new PredictionRows(sessions, networks));
        var images = SliceVote.Of(table, table, vote);
        if (images.Warning is { } warning)
        {
            warnings.Add(warning);
        }

        var scores = SetScores.Of(
            table.Rows,
            [.. networks.Select(network => (networkType == NetworkType.Multicnn ? network.Slices.First : (SliceIndex?)null, network.Predictions.TotalLoss))],
            images.Images,
            seed);
        return new SetResult(selection, subset, table.Rows, images.Images, scores);
    }

    private static void WarnOfMissing(FoldIndex fold, int units, ImmutableArray<TrainingUnit> missing, ImmutableArray<string>.Builder warnings)
    {
        if (missing.IsEmpty)
        {
            return;
        }

        warnings.Add(missing.Length == units
            ? $"No network of fold {fold} finished: the fold has no results."
            : $"{missing.Length} of {units} networks of fold {fold} did not finish: the vote was made without slices {string.Join(", ", missing.Select(unit => unit.Slices.First))}.");
    }

    private static void WarnOfLeakage(FoldPlan fold, ImmutableArray<string>.Builder warnings)
    {
        if (!fold.LeakedParticipants.IsEmpty)
        {
            warnings.Add(
                $"Validation of fold {fold.Fold} is not independent of training, which also saw {string.Join(", ", fold.LeakedParticipants)}.");
        }
    }
}
