using Akka.Actor;
using Akka.Event;
using SliceActors.Actors.Places;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Outcomes;
using SliceActors.Wire;
using static SliceActors.Runs.Messages.JournalMessages;
using static SliceActors.Runs.Messages.ResultMessages;

namespace SliceActors.Actors.Results;

/// <summary>One per node that sees the results: writes what runs ask for. What is asked for a second time meanwhile is answered by the first.</summary>
internal sealed class ResultsWriterActor : ReceiveActor
{
    private readonly Dictionary<string, HashSet<IActorRef>> underway = new(StringComparer.Ordinal);
    private readonly Dictionary<(RunId Run, FoldIndex Fold), (string Task, FoldWritten Answer)> merged = [];
    private readonly Dictionary<string, Dictionary<int, JournalPart>> handedBack = new(StringComparer.Ordinal);
    private readonly string node;
    private readonly StudyPlaces places;

    public ResultsWriterActor(string node, ResultsWriter results, StudyPlaces places)
    {
        (this.node, this.places) = (node, places);
        Receive<PublishUnits>(publish => Begin(
            $"{publish.Folder} units {string.Join(' ', publish.Units.Select(settled => $"{settled.Unit}/{settled.Attempt}"))}",
            publish.Run,
            "The results of finished networks could not be moved to their place",
            async () =>
            {
                await results.Publish(places.Tree(publish.Folder), publish.Units).ConfigureAwait(false);
                return new UnitsPublished(publish.Run, publish.Units);
            }));
        Receive<WriteFold>(write => MergeUnlessDone(results, write));
        Receive<WriteSummary>(write => Summarize(results, write));
        Receive<HandBackRun>(back => HandBack(results, back));
        Receive<Written>(Answer);
    }

    /// <param name="node">Name of the node.</param>
    /// <param name="results">Does the work.</param>
    /// <param name="places">Where the node has the folders of runs.</param>
    public static Props Props(string node, ResultsWriter results, StudyPlaces places) => Akka.Actor.Props.Create(() => new ResultsWriterActor(node, results, places));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void Summarize(ResultsWriter results, WriteSummary write)
    {
        var folds = FoldSummary.Digest(write.Folds);
        Begin($"{write.Folder} summary {folds}", write.Run, $"{places.Tree(write.Folder).Summary} could not be written", async () =>
        {
            await results.WriteSummary(places.Tree(write.Folder), write.Folds, places.Here).ConfigureAwait(false);
            return new SummaryWritten(write.Run, folds);
        });
    }

    /// <summary>The tables of a fold follow from its networks: asked for again, they are there.</summary>
    private void MergeUnlessDone(ResultsWriter results, WriteFold write)
    {
        var task = $"{write.Folder} {write.Study} fold {write.Fold} {string.Join(' ', write.Completed.Select(outcome => $"{outcome.Unit}/{outcome.Predictions?.Sha256}/{string.Concat(outcome.Best.Select(best => best.Model.Sha256))}"))}";
        if (merged.TryGetValue((write.Run, write.Fold), out var known) && known.Task == task)
        {
            Sender.Tell(known.Answer);
            return;
        }

        Begin(task, write.Run, $"The tables of fold {write.Fold} could not be written", async () =>
        {
            var summary = await results.WriteFold(places.Tree(write.Folder), write.Study, write.Fold, write.Completed).ConfigureAwait(false);
            return new FoldWritten(write.Run, summary, [.. write.Completed.Select(OutcomeKey.Of)]);
        });
    }

    private void HandBack(ResultsWriter results, HandBackRun back)
    {
        var parts = handedBack.TryGetValue(back.Stay, out var known) ? known : handedBack[back.Stay] = [];
        parts[back.Part.Index] = back.Part;
        if (parts.Count == back.Part.Count)
        {
            handedBack.Remove(back.Stay);
            Begin($"{back.Folder} stay {back.Stay}", back.Run, $"The journal of run {back.Run} could not be written into its folder", async () =>
            {
                var missing = await results.HandBack(places.Tree(back.Folder), back.Study, back.Run, back.Stay, JournalParts.Join(parts), places.Here).ConfigureAwait(false);
                return new RunHandedBack(back.Run, back.Stay, missing is null ? null : Reasons.Cut($"{node} could not write it: {missing}"));
            });
        }
    }

    private void Begin(string task, RunId run, string failure, Func<Task<IWireMessage>> write)
    {
        if (underway.TryGetValue(task, out var waiting))
        {
            waiting.Add(Sender);
            return;
        }

        underway.Add(task, [Sender]);
        write().PipeTo(Self, Self, success: answer => new Written(task, answer), failure: trouble => new Written(task, Broken(run, failure, trouble)));
    }

    private WritingBroken Broken(RunId run, string failure, Exception trouble)
    {
        var root = trouble.GetBaseException();
        return new(run, node, Reasons.Cut($"{failure}: {root.Message}"), root is BadInputException ? TroubleKind.BadInput : TroubleKind.Storage);
    }

    private void Answer(Written written)
    {
        if (written.Answer is FoldWritten fold)
        {
            merged[(fold.Run, fold.Summary.Fold)] = (written.Task, fold);
        }

        if (written.Answer is RunHandedBack { ReportMissing: { } reason } back)
        {
            Context.GetLogger().Warning("Run {0} has no report: {1} Its tables are there, and slice-actors report writes it again.", back.Run, reason);
        }

        underway.Remove(written.Task, out var waiting);
        foreach (var requester in waiting!)
        {
            requester.Tell(written.Answer);
        }
    }

    private sealed record Written(string Task, IWireMessage Answer);
}
