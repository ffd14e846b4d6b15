using Akka.Actor;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.States;
using static SliceActors.Runs.Messages.ResultMessages;

namespace SliceActors.Actors.Runs;

/// <summary>Which settled units are on their way from the folders of their attempts into the result tree. Forgotten with the actor: moving may be repeated.</summary>
internal sealed class Publishing(IActorRef self, RunId run, ResultTree tree, Writers writers)
{
    private readonly SortedDictionary<UnitId, SettledUnit> underway = [];

    /// <summary>Has moved what units made; the supervisor is told when it is done.</summary>
    /// <param name="units">Settled units.</param>
    public void Begin(IEnumerable<UnitState> units)
    {
        List<SettledUnit> added = [.. units
            .Where(unit => !underway.ContainsKey(unit.Unit.Id))
            .Select(unit => new SettledUnit(unit.Unit.Id, unit.Attempt, unit.Phase == UnitPhase.Completed))];
        added.ForEach(settled => underway.Add(settled.Unit, settled));
        Ask(added);
    }

    /// <summary>The units of folds that are not merged yet: a crash may have come before they were moved, or in the midst.</summary>
    public void BeginUnmerged(RunState state) =>
        Begin(state.Units.Values.Where(unit => unit.IsSettled && !state.MergedFolds.ContainsKey(unit.Unit.Id.Fold)));

    /// <summary>Asks again for everything that was not answered.</summary>
    public void Remind() => Ask(underway.Values);

    /// <summary>These are where they belong; one that was trained anew since it was asked for is still underway.</summary>
    public void Done(IEnumerable<SettledUnit> published)
    {
        foreach (var settled in published.Where(settled => underway.GetValueOrDefault(settled.Unit) == settled))
        {
            underway.Remove(settled.Unit);
        }
    }

    /// <summary>Nothing is wanted any more.</summary>
    public void Forget() => underway.Clear();

    /// <summary>Whether units of a fold are still underway.</summary>
    public bool IsBusyWith(FoldIndex fold) => underway.Keys.Any(unit => unit.Fold == fold);

    private void Ask(IReadOnlyCollection<SettledUnit> units)
    {
        if (units.Count > 0)
        {
            writers.Current?.Tell(new PublishUnits(run, tree.Root, [.. units]), self);
        }
    }
}
