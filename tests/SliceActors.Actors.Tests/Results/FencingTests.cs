using Akka.Actor;
using SliceActors.Actors.Hosting;
using SliceActors.Actors.Nodes;
using SliceActors.Actors.Registry;
using SliceActors.Actors.Results;
using SliceActors.Actors.Runs;
using SliceActors.Actors.Tests.Support;
using SliceActors.Learning.Training;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using SliceActors.Runs.States;
using SliceActors.Testing;
using SliceActors.Testing.Clusters;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Actors.Tests.Results;

/// <summary>Two nodes with real networks at work on one unit in one folder, because the older one was given up though it lives.</summary>
public sealed class FencingTests : ActorTest
{
    private const int Epochs = 4;
    private static readonly UnitId Unit = TestStudy.Unit(0);
    private readonly TinyCaps caps = new();
    private readonly TemporaryFolder folder = new();

    public FencingTests() => caps.Spec = caps.Spec with
    {
        Network = new NetworkSpec { Architecture = "ConvNet", Weights = WeightsKind.None, Trainable = TrainableLayers.All },
        Optimisation = caps.Spec.Optimisation with { Epochs = Epochs, BatchSize = 2 },
        Compute = new ComputeSpec { UseCpu = true },
    };

    [Fact]
    public async Task An_older_attempt_that_writes_deletes_and_ends_last_leaves_the_result_of_the_younger_untouched()
    {
        var undisturbed = Submission("undisturbed");
        var alone = StartRegistry(undisturbed);
        Agent("alone", alone, new TorchTraining());
        Submit(alone, undisturbed);
        AwaitOver(alone, undisturbed);

        var submission = Submission("fenced");
        var tree = new ResultTree(submission.OutputDirectory);
        var registry = StartRegistry(submission);
        var deaf = new DeafTraining(() => File.Exists(tree.Predictions(Unit)) && !Directory.Exists(tree.Attempt(Unit, new Attempt(2)).Root));
        var cable = Sys.ActorOf(Props.Create(() => new Cable(registry)));
        var older = Agent("older", cable, deaf);
        cable.Tell(older);
        Submit(registry, submission);
        await deaf.HasFirstEpoch;
        cable.Tell(new Cut());
        Agent("younger", registry, new PatientTraining(deaf.IsNearItsEnd));
        var end = AwaitOver(registry, submission);
        await deaf.Ended;

        Assert.Equal(Epochs, deaf.EpochsTrained);
        Assert.Equal(RunPhase.Completed, end);
        AwaitCondition(() => !Directory.Exists(tree.Attempt(Unit, new Attempt(1)).Root));
        var expected = Files(undisturbed.OutputDirectory);
        Assert.Contains(expected.Keys, name => name.EndsWith("predictions.pth.tar", StringComparison.Ordinal));
        Assert.Equal(expected, Files(submission.OutputDirectory));
        Assert.Empty(Directory.EnumerateFiles(submission.OutputDirectory, "*.writing", SearchOption.AllDirectories));
        Assert.False(Directory.Exists(tree.WorkOf(Unit)));
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        caps.Dispose();
        folder.Dispose();
    }

    private RunCommands.SubmitRun Submission(string name) => caps.Submission(folder.File(name));

    private IActorRef StartRegistry(RunCommands.SubmitRun submission) => Sys.ActorOf(RunRegistryActor.Props(
        place => RunSupervisorActor.Props(place, new ResultTree(submission.OutputDirectory), (submitted, fold) => VoteAggregatorActor.Props(submitted, fold), new Patience(TimeSpan.Zero, TimeSpan.Zero, AlsoOnResume: false)),
        "journal.db"));

    private IActorRef Agent(string name, IActorRef registry, IUnitTraining training) =>
        Sys.ActorOf(NodeAgentActor.Props(new NodeSettings(name, new Workshop(ComputeDevice.Cpus(1)), 1, caps.Cache, training, new ResultsWriter(JournalFile.WriteAsync)), registry));

    private void Submit(IActorRef registry, RunCommands.SubmitRun submission)
    {
        registry.Tell(new OpenRun(submission));
        ExpectMsg<RunAccepted>();
    }

    private RunPhase AwaitOver(IActorRef registry, RunCommands.SubmitRun submission)
    {
        var phase = RunPhase.Unknown;
        AwaitCondition(() =>
        {
            registry.Tell(new GetRun(submission.Run));
            var view = ExpectMsg<RunStands>().View;
            phase = view.Phase;
            return view.IsOver;
        });
        return phase;
    }

    /// <summary>What is there but for times.</summary>
    private static SortedDictionary<string, string> Files(string root) => new(
        Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(root, file))
            .Where(name => name.StartsWith("fold-", StringComparison.Ordinal) && !name.Contains("tensorboard_logs", StringComparison.Ordinal))
            .ToDictionary(name => name, name => DurableFile.DigestOf(Path.Combine(root, name)).Sha256),
        StringComparer.Ordinal);

    private sealed record Cut;

    /// <summary>Lies between the registry and a node: what is cut, the registry takes for dead, though the reports of its trainers still come through.</summary>
    private sealed class Cable : ReceiveActor
    {
        private readonly IActorRef face = Context.ActorOf(Props.Create(() => new Face()));
        private bool isCut;

        public Cable(IActorRef registry)
        {
            Receive<IActorRef>(face.Tell);
            Receive<Cut>(_ =>
            {
                isCut = true;
                Context.Stop(face);
            });
            Receive<NodeHello>(hello =>
            {
                if (!isCut)
                {
                    registry.Tell(hello, face);
                }
            });
            ReceiveAny(registry.Forward);
        }
    }

    private sealed class Face : ReceiveActor
    {
        private IActorRef agent = ActorRefs.Nobody;

        public Face()
        {
            Receive<IActorRef>(known => agent = known);
            ReceiveAny(message => agent.Forward(message));
        }
    }

    /// <summary>
    /// A training that has its first epoch journaled and is deaf from then on: it goes on to its end without waiting for anybody, but for the younger attempt,
    /// whose end comes before its own last epoch.
    /// </summary>
    private sealed class DeafTraining(Func<bool> youngerIsPublished) : IUnitTraining
    {
        private readonly TaskCompletionSource firstEpoch = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource nearItsEnd = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task IsNearItsEnd => nearItsEnd.Task;

        public Task HasFirstEpoch => firstEpoch.Task;

        public Task Ended => ended.Task;

        public int EpochsTrained { get; private set; }

        private Func<bool> IsYoungerPublished { get; } = youngerIsPublished;

        public UnitOutcome Train(TrainingJob job, ITrainingObserver observer, CancellationToken cancellation)
        {
            try
            {
                return UnitTrainer.Train(job, new Observer(this, observer), CancellationToken.None);
            }
            finally
            {
                ended.SetResult();
            }
        }

        private sealed class Observer(DeafTraining training, ITrainingObserver inner) : ITrainingObserver
        {
            public Task EpochCompleted(EpochReport report)
            {
                training.EpochsTrained = report.Epoch + 1;
                if (report.Epoch == 0)
                {
                    return inner.EpochCompleted(report).ContinueWith(_ => training.firstEpoch.SetResult(), TaskScheduler.Default);
                }

                if (report.Epoch == Epochs - 2)
                {
                    training.nearItsEnd.SetResult();
                    SpinWait.SpinUntil(training.IsYoungerPublished, Deadline.OfTests);
                }

                return Task.CompletedTask;
            }

            public void BatchCompleted(int epoch, int batch, int batches)
            {
            }
        }
    }

    /// <summary>A training whose networks end only when the deaf one has written all but its last epoch.</summary>
    private sealed class PatientTraining(Task isTimeToEnd) : IUnitTraining
    {
        public UnitOutcome Train(TrainingJob job, ITrainingObserver observer, CancellationToken cancellation)
        {
            var outcome = UnitTrainer.Train(job, observer, cancellation);
            isTimeToEnd.Wait(cancellation);
            return outcome;
        }
    }
}
