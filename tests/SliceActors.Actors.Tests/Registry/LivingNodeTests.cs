using Akka.Actor;
using Akka.TestKit;
using SliceActors.Actors.Hosting;
using SliceActors.Actors.Nodes;
using SliceActors.Actors.Registry;
using SliceActors.Actors.Results;
using SliceActors.Actors.Runs;
using SliceActors.Actors.Tests.Support;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Queries;
using SliceActors.Testing;
using SliceActors.Testing.Clusters;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.RegistryMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Tests.Registry;

/// <summary>
/// A whole node that lives, while a message between it and the supervisor is lost, or the supervisor is. Time stands still unless a test moves it.
/// </summary>
public sealed class LivingNodeTests : ActorTest
{
    private static readonly Patience Endless = new(TimeSpan.FromHours(1), TimeSpan.FromHours(1), AlsoOnResume: true);
    private readonly FakeTraining training = new();
    private readonly TinyCaps caps = new();
    private readonly RunCommands.SubmitRun submission;
    private readonly IActorRef registry;
    private readonly TaskCompletionSource isLost = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public LivingNodeTests()
        : base("akka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
    {
        submission = caps.Submission();
        registry = Sys.ActorOf(RunRegistryActor.Props(
            place => RunSupervisorActor.Props(place, new ResultTree(submission.OutputDirectory), (submitted, fold) => VoteAggregatorActor.Props(submitted, fold), Endless), "journal.db"));
    }

    [Fact]
    public void An_assignment_that_was_lost_is_sent_again()
    {
        Start<TrainUnit>();
        AwaitLoss();
        AwaitStarted(1);
        Assert.Equal(new Attempt(1), training.Next().Job.Attempt);
    }

    [Fact]
    public void A_unit_whose_end_was_lost_is_begun_again()
    {
        // Both units are stopped, and of one of them the supervisor hears it.
        var agent = Start<UnitStopped>(slots: 2);
        AwaitStarted(2);
        agent.Tell(new StopUnits(submission.Run));
        AwaitLoss();
        AwaitStarted(4);
        Assert.Equal([1, 1, 2, 2], Enumerable.Range(0, 4).Select(_ => training.Next().Job.Attempt.Value));
    }

    [Fact]
    public void A_unit_that_ended_while_its_supervisor_was_away_is_not_trained_again()
    {
        Start<UnitFinished>(slots: 2);
        AwaitStarted(2);
        training.Next().Finish();
        AwaitCondition(() => isLost.Task.IsCompleted);
        Sys.ActorSelection(registry.Path / $"run-{submission.Run}" / "supervisor").Tell(Akka.Actor.Kill.Instance);
        AwaitPassing(() => View() is { } view && view.Folds.Sum(fold => fold.Completed) == 1);
        Assert.Equal(2, training.Started);
    }

    protected override void AfterAll()
    {
        base.AfterAll();

        // What is given up below would be reported, and written beside what is removed.
        Shutdown();
        training.Dispose();
        caps.Dispose();
    }

    private IActorRef Start<TLost>(int slots = 1)
    {
        var cable = Sys.ActorOf(Props.Create(() => new LossyCable(registry, typeof(TLost), isLost)));
        var agent = Sys.ActorOf(NodeAgentActor.Props(new NodeSettings("node", new Workshop(ComputeDevice.Cpus(slots)), 1, caps.Cache, training, new ResultsWriter(JournalFile.WriteAsync)), cable));
        registry.Tell(new OpenRun(submission));
        ExpectMsg<RunAccepted>();
        return agent;
    }

    /// <summary>Where the run stands; null while nobody is there to say it.</summary>
    private RunView? View()
    {
        registry.Tell(new GetRun(submission.Run));
        return ReceiveWhile(TimeSpan.FromSeconds(0.3), message => (message as RunStands)?.View, 1).SingleOrDefault();
    }

    private void AwaitLoss() => AwaitPassing(() => isLost.Task.IsCompleted);

    private void AwaitStarted(int units) => AwaitPassing(() => training.Started == units);

    private void AwaitPassing(Func<bool> condition) => AwaitCondition(
        () =>
        {
            ((TestScheduler)Sys.Scheduler).Advance(TimeSpan.FromSeconds(1));
            return condition();
        },
        Deadline.OfTests,
        TimeSpan.FromSeconds(0.1));
}
