using Akka.Actor;
using SliceActors.Actors.Messages;
using SliceActors.Learning.Features;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Submission;
using static SliceActors.Actors.Messages.LocalMessages;

namespace SliceActors.Actors.Nodes;

/// <summary>One per study on a node: reads the study and has its slices prepared once, and the features of frozen layers computed, off the dispatcher, and shares them with every trainer.</summary>
internal sealed class SliceLoaderActor : ReceiveActor
{
    private readonly CancellationTokenSource cancellation = new();
    private readonly List<IActorRef> waiting = [];
    private readonly Task<object> loading;
    private object? found;

    public SliceLoaderActor(ResultTree tree, string study, NodeSettings settings)
    {
        Receive<GetData>(_ => Answer());
        Receive<DataReady>(AnswerAll);
        Receive<DataUnavailable>(unavailable =>
        {
            AnswerAll(unavailable);
            Context.Parent.Tell(unavailable);
        });
        Receive<ReleaseData>(_ => Context.Stop(Self));

        loading = Task.Factory.StartNew(
            () => Load(tree, study, settings, cancellation.Token),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        loading.PipeTo(Self, Self, failure: trouble => new DataUnavailable(trouble.Message, trouble is BadInputException ? TroubleKind.BadInput : TroubleKind.Storage));
    }

    /// <param name="tree">The folder of the run.</param>
    /// <param name="study">Digest of the study that it has to hold.</param>
    /// <param name="settings">The node.</param>
    public static Props Props(ResultTree tree, string study, NodeSettings settings) =>
        Akka.Actor.Props.Create(() => new SliceLoaderActor(tree, study, settings));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    protected override void PostStop()
    {
        cancellation.Cancel();

        // A thread that reads them holds them, too.
        loading.ContinueWith(
            loaded => (loaded.Result as DataReady)?.Slices.Release(), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
    }

    private static object Load(ResultTree tree, string study, NodeSettings settings, CancellationToken cancellation)
    {
        var submission = settings.Places.Here(SubmissionFile.Read(tree, study), cancellation);
        var images = submission.Plan.Images;
        var store = settings.Cache.OpenOrFill(
            [.. images.Select(image => image.Path)], StudyPlanner.Preparation(submission.Spec, submission.Plan.Slices), settings.FillThreads, null, cancellation);
        try
        {
            var changed = images.Where((_, index) => store.ContentDigests[index] != submission.ImageDigests[index]).Select(image => image.Path).ToList();
            if (changed.Count == 0)
            {
                return new DataReady(submission, new SharedStore(store, FrozenFeatures.Open(submission.Spec, store, settings.Cache, settings.FeaturePlaces(submission.Spec), null, cancellation)));
            }

            store.Dispose();
            return new DataUnavailable(
                $"These images are not the ones the run was started with: {string.Join(", ", changed)}. Put the original files back, or start a new run.",
                TroubleKind.BadInput);
        }
        catch
        {
            store.Dispose();
            throw;
        }
    }

    private void Answer()
    {
        if (found is null)
        {
            waiting.Add(Sender);
        }
        else
        {
            Sender.Tell(found);
        }
    }

    private void AnswerAll(object answer)
    {
        found = answer;
        waiting.ForEach(trainer => trainer.Tell(answer));
        waiting.Clear();
    }
}
