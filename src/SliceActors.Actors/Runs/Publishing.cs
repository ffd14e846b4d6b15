using System.Collections.Immutable;
using Akka.Actor;
using SliceActors.Actors.Results;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.States;
using static SliceActors.Actors.Messages.FoldMessages;

namespace SliceActors.Actors.Runs;

/// <summary>Which settled units are on their way from the folders of their attempts into the result tree. Forgotten with the actor: moving may be repeated.</summary>
internal sealed class Publishing(IActorRef self, ResultsWriter results, ResultTree tree)
{
    private readonly HashSet<UnitId> underway = [];

    /// <summary>Moves what units made; the supervisor is told when it is done.</summary>
    /// <param name="units">Settled units.</param>
    public void Begin(ImmutableArray<UnitState> units)
    {
        units = [.. units.Where(unit => !underway.Contains(unit.Unit.Id))];
        if (units.IsEmpty)
        {
            return;
        }

        ImmutableArray<UnitId> ids = [.. units.Select(unit => unit.Unit.Id)];
        underway.UnionWith(ids);
        results.Publish(tree, units).ContinueWith<object>(
            moving => moving.Exception is { } trouble
                ? new PublishingBroken(ids, $"The results of {(ids.Length == 1 ? ids[0] : $"{ids.Length} networks")} could not be moved to their place: {trouble.GetBaseException().Message}")
                : new UnitsPublished(ids),
            TaskScheduler.Default).PipeTo(self);
    }

    /// <summary>The units of folds that are not merged yet: a crash may have come before they were moved, or in the midst.</summary>
    public void BeginUnmerged(RunState state) =>
        Begin([.. state.Units.Values.Where(unit => unit.IsSettled && !state.MergedFolds.ContainsKey(unit.Unit.Id.Fold))]);

    /// <summary>These units are where they belong, or cannot be brought there.</summary>
    public void Done(IEnumerable<UnitId> units) => underway.ExceptWith(units);

    /// <summary>Whether units of a fold are still underway.</summary>
    public bool IsBusyWith(FoldIndex fold) => underway.Any(unit => unit.Fold == fold);
}
