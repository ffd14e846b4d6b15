using Akka.Actor;
using SliceActors.Imaging.Slices;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Plans;
using static SliceActors.Actors.Messages.LocalMessages;

namespace SliceActors.Actors.Nodes;

/// <summary>One per data set on a node: has its slices prepared once, off the dispatcher, and shares them with every trainer.</summary>
internal sealed class SliceLoaderActor : ReceiveActor
{
    private readonly CancellationTokenSource cancellation = new();
    private readonly List<IActorRef> waiting = [];
    private object? found;

    public SliceLoaderActor(StudyData data, SlicePreparation preparation, NodeSettings settings)
    {
        Receive<GetData>(_ => Answer());
        Receive<DataReady>(AnswerAll);
        Receive<DataUnavailable>(unavailable =>
        {
            AnswerAll(unavailable);
            Context.Parent.Tell(unavailable);
        });
        Receive<ReleaseData>(_ => Context.Stop(Self));

        Task.Factory.StartNew(
                () => Load(data, preparation, settings, cancellation.Token),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default)
            .PipeTo(Self, Self, failure: trouble => new DataUnavailable(trouble.Message, trouble is BadInputException ? ExitCode.BadInput : ExitCode.Storage));
    }

    public static Props Props(StudyData data, SlicePreparation preparation, NodeSettings settings) =>
        Akka.Actor.Props.Create(() => new SliceLoaderActor(data, preparation, settings));

    protected override void PostStop()
    {
        cancellation.Cancel();
        cancellation.Dispose();
        (found as DataReady)?.Store.Dispose();
    }

    private static object Load(StudyData data, SlicePreparation preparation, NodeSettings settings, CancellationToken cancellation)
    {
        var store = settings.Cache.OpenOrFill([.. data.Images.Select(image => image.Path)], preparation, settings.FillThreads, null, cancellation);
        var changed = data.Images.Where((_, index) => store.ContentDigests[index] != data.ImageDigests[index]).Select(image => image.Path).ToList();
        if (changed.Count == 0)
        {
            return new DataReady(store);
        }

        store.Dispose();
        return new DataUnavailable(
            $"These images are not the ones the run was started with: {string.Join(", ", changed)}. Put the original files back, or start a new run.",
            ExitCode.BadInput);
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
