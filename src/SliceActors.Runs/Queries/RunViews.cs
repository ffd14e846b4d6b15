using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Runs.States;

namespace SliceActors.Runs.Queries;

/// <summary>Makes the view of a run that a person sees.</summary>
public static class RunViews
{
    /// <summary>The view of a journaled state, with what is known of the batches in progress.</summary>
    /// <param name="state">A submitted run.</param>
    /// <param name="batches">Batches done and batches per epoch of running units; may be empty.</param>
    /// <param name="droppedReports">Reports of older attempts that were dropped.</param>
    /// <exception cref="InvalidOperationException">The run was never submitted.</exception>
    public static RunView Of(RunState state, IReadOnlyDictionary<UnitId, (int Batch, int Batches)> batches, int droppedReports)
    {
        var submission = state.Submission ?? throw new InvalidOperationException("The run was never submitted.");
        var epochs = submission.Spec.Optimisation.Epochs;
        var byFold = state.Units.Values.ToLookup(unit => unit.Unit.Id.Fold);
        return new RunView(
            submission.Run,
            state.Phase,
            submission.OutputDirectory,
            state.Units.Values.Sum(unit => unit.Phase == UnitPhase.Completed ? epochs : unit.History.Length),
            state.Units.Count * epochs,
            [
                .. submission.Plan.Folds.Select(fold => Progress(state, fold.Fold, [.. byFold[fold.Fold]], state.MergedFolds.ContainsKey(fold.Fold)) with
                {
                    Networks = [.. byFold[fold.Fold].OrderBy(unit => unit.Unit.Id).Select(unit => PhaseOf(state, unit))],
                }),
                .. submission.Plan.Variations.GroupBy(fold => fold.Kind).Select(folds => Progress(
                    state, folds.First().Fold, [.. folds.SelectMany(fold => byFold[fold.Fold])], folds.All(fold => state.MergedFolds.ContainsKey(fold.Fold))) with
                {
                    Kind = folds.Key,
                    Planned = folds.Max(fold => fold.Number),
                    Done = folds.GroupBy(fold => fold.Number).Count(set => set.All(fold => state.MergedFolds.ContainsKey(fold.Fold))),
                }),
            ],
            [
                .. state.Units.Values.Where(unit => PhaseOf(state, unit) == UnitPhase.Running).Select(unit =>
                {
                    var (batch, count) = batches.TryGetValue(unit.Unit.Id, out var known) ? known : (0, 0);
                    return new RunningUnit(unit.Unit.Id, unit.Node!, unit.History.Length, unit.History.IsEmpty ? null : unit.History[^1], batch, count);
                }),
            ],
            [.. state.Units.Values.Where(unit => unit.Phase == UnitPhase.Failed).Select(unit => new UnitFailure(unit.Unit.Id, unit.FailureReason!, unit.FailureCause))],
            [.. state.MergedFolds.Values.Where(fold => !fold.Fold.IsVariation)],
            state.Failure,
            droppedReports)
        {
            NetworkType = submission.Spec.NetworkType,
            Architecture = submission.Spec.Network.Architecture,
            Epochs = epochs,
            FirstSlice = submission.Spec.NetworkType == NetworkType.Multicnn ? state.Units.Values.Select(unit => (int?)unit.Unit.Slices.First.Value).Min() : null,
            Reconstructions = submission.Spec.NetworkType == NetworkType.Autoencoder
                ? [.. state.Units.Values.Where(unit => unit.Phase == UnitPhase.Completed).Select(Reconstruction)]
                : [],
        };
    }

    // The networks of a run that waits were told to stop: they wait, too, though each keeps its attempt.
    private static UnitPhase PhaseOf(RunState state, UnitState unit) => state.Phase == RunPhase.Paused && unit.Phase == UnitPhase.Running ? UnitPhase.Waiting : unit.Phase;

    private static FoldProgress Progress(RunState state, FoldIndex fold, IReadOnlyCollection<UnitState> units, bool isMerged) => new(
        fold,
        units.Count(unit => PhaseOf(state, unit) == UnitPhase.Waiting),
        units.Count(unit => PhaseOf(state, unit) == UnitPhase.Running),
        units.Count(unit => unit.Phase == UnitPhase.Completed),
        units.Count(unit => unit.Phase == UnitPhase.Failed),
        isMerged);

    private static FoldReconstruction Reconstruction(UnitState unit)
    {
        var best = unit.Outcome!.Best.Single();
        return new FoldReconstruction(
            unit.Unit.Id.Fold, best.Epoch, unit.History.Length, unit.History.Single(report => report.Epoch == best.Epoch).TrainLoss, best.ValidationLoss);
    }
}
