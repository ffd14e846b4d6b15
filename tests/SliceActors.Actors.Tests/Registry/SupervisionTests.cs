using Akka.Actor;
using Akka.TestKit;
using Microsoft.Data.Sqlite;
using SliceActors.Actors.Registry;
using SliceActors.Actors.Runs;
using SliceActors.Actors.Tests.Support;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Messages;
using SliceActors.Testing;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.RegistryMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Tests.Registry;

/// <summary>A registry with real supervisors, whose journal fails or who throw: whoever waits gets an answer, and whoever trains ends or goes on.</summary>
public sealed class SupervisionTests : ActorTest
{
    private readonly RunCommands.SubmitRun submission = TestStudy.Submission(slices: 1);
    private readonly TestProbe node;
    private readonly TestProbe client;
    private UnitAttempt? held;
    private int started;

    public SupervisionTests()
    {
        node = CreateTestProbe("node");
        node.IgnoreMessages(message => message is AskHello);
        node.SetAutoPilot(new DelegateAutoPilot((registry, message) =>
        {
            if (message is AskHello ask)
            {
                registry.Tell(new NodeHello("node", [new SlotReport(started++, held)], ask.Question), node);
            }

            return AutoPilot.KeepRunning;
        }));
        client = CreateTestProbe("client");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_run_whose_journal_refuses_every_event_is_given_up_with_the_reason_and_its_trainers_are_stopped(bool rejects)
    {
        var (registry, unit) = StartTraining();
        GatedJournal.Break(Sys, new SqliteException("database or disk is full", 13), rejects);
        registry.Tell(new EpochFinished(unit, TestStudy.Epoch(0)), client);

        AwaitAssert(() =>
        {
            // As a trainer and a client do, as long as they are not answered.
            registry.Tell(new EpochFinished(unit, TestStudy.Epoch(0)), CreateTestProbe());
            SayHello(registry);
            registry.Tell(new GetRun(submission.Run), client);
            var troubled = client.FishForMessage<RunTroubled>(_ => true, TimeSpan.FromSeconds(1));
            Assert.Equal(TroubleKind.Storage, troubled.Kind);
            Assert.Contains("no space is left on the device", troubled.Reason, StringComparison.Ordinal);
        });
        node.FishForMessage<StopUnits>(stop => stop.Run == submission.Run);

        var trainer = CreateTestProbe();
        registry.Tell(new UnitFinished(unit, TestStudy.Outcome(unit.Unit)), trainer);
        trainer.ExpectMsg<UnitSettled>();
    }

    [Fact]
    public void A_journal_that_was_away_for_a_moment_costs_nothing_but_the_moment()
    {
        var (registry, unit) = StartTraining();
        GatedJournal.BreakOnce(Sys, new SqliteException("database is locked", 5));
        registry.Tell(new EpochFinished(unit, TestStudy.Epoch(0)), client);
        AwaitCondition(() => GatedJournal.HasRefused(Sys));

        AwaitAssert(() =>
        {
            SayHello(registry);
            Assert.Equal(unit.Unit, node.FishForMessage<TrainUnit>(train => train.Unit.Attempt != unit.Attempt, TimeSpan.FromSeconds(1)).Unit.Unit);
        });
    }

    [Fact]
    public void What_a_node_still_trains_a_supervisor_that_is_started_again_leaves_to_it()
    {
        var (registry, unit) = StartTraining();
        held = unit;
        GatedJournal.BreakOnce(Sys, new SqliteException("database is locked", 5));
        registry.Tell(new EpochFinished(unit, TestStudy.Epoch(0)), client);
        AwaitCondition(() => GatedJournal.HasRefused(Sys));

        // A trainer repeats what was not answered.
        AwaitAssert(() =>
        {
            registry.Tell(new EpochFinished(unit, TestStudy.Epoch(0)), client);
            client.FishForMessage<EpochRecorded>(recorded => recorded.Unit == unit, TimeSpan.FromSeconds(1));
        });
        registry.Tell(new UnitFinished(unit, TestStudy.Outcome(unit.Unit)), client);
        client.FishForMessage<UnitSettled>(settled => settled.Unit == unit);

        // A report of an attempt that another one had replaced would have been dropped.
        registry.Tell(new GetRun(submission.Run), client);
        var view = client.FishForMessage<RunStands>(_ => true).View;
        Assert.Equal((1, 0), (view.Folds.Sum(fold => fold.Completed), view.DroppedReports));
    }

    [Fact]
    public void A_slot_that_was_given_to_a_supervisor_that_died_is_given_again()
    {
        var registry = StartRegistry();
        registry.Tell(new OpenRun(submission), client);
        client.ExpectMsg<RunAccepted>();
        GatedJournal.BreakOnce(Sys, new SqliteException("database is locked", 5));
        SayHello(registry);
        AwaitCondition(() => GatedJournal.HasRefused(Sys));

        // The node has nothing new to say: no unit came.
        Assert.Equal(submission.Run, node.FishForMessage<TrainUnit>(_ => true).Unit.Run);
        registry.Tell(new StopRun(submission.Run), client);
        node.FishForMessage<StopUnits>(stop => stop.Run == submission.Run);
    }

    [Fact]
    public void A_registry_that_is_started_again_starts_its_open_runs_again()
    {
        var (registry, unit) = StartTraining();
        registry.Tell(new EpochFinished(unit, TestStudy.Epoch(0)), client);
        client.ExpectMsg<EpochRecorded>();
        Kill(registry);

        var later = StartRegistry();
        SayHello(later);
        AwaitAssert(() =>
        {
            SayHello(later);
            var again = node.FishForMessage<TrainUnit>(train => train.Unit.Attempt != unit.Attempt, TimeSpan.FromSeconds(1));
            Assert.Equal(TestStudy.Epoch(0).Checkpoint, Assert.Single(again.Checkpoints).Digest);
        });
    }

    [Fact]
    public void A_run_that_is_over_is_not_started_again()
    {
        var (registry, _) = StartTraining();
        registry.Tell(new StopRun(submission.Run), client);
        node.FishForMessage<StopUnits>(_ => true);
        node.Reply(new UnitsStopped(submission.Run));
        client.ExpectMsg<RunAccepted>();
        AwaitAssert(() =>
        {
            var later = StartRegistry();
            later.Tell(new GetRuns(), client);
            Assert.DoesNotContain(client.ExpectMsg<RunList>().Runs, entry => entry.IsOpen);
        });
    }

    [Fact]
    public void A_supervisor_that_always_throws_is_given_up_with_its_reason()
    {
        var registry = Sys.ActorOf(RunRegistryActor.Props(_ => Props.Create(() => new Relay(CreateTestProbe("nobody").Ref)), "journal.db"));
        registry.Tell(new OpenRun(submission));
        AwaitAssert(() =>
        {
            Sys.ActorSelection(registry.Path / $"run-{submission.Run}").Tell(new InvalidOperationException("out of luck"));
            registry.Tell(new GetRun(submission.Run), client);
            Assert.Contains("out of luck", client.FishForMessage<RunTroubled>(_ => true, TimeSpan.FromSeconds(1)).Reason, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_submission_that_cannot_be_stored_is_answered_with_the_reason()
    {
        var registry = StartRegistry();
        GatedJournal.Break(Sys, new SqliteException("disk I/O error", 10));
        registry.Tell(new OpenRun(submission), client);
        Assert.Contains("the disk refused", client.ExpectMsg<RunTroubled>().Reason, StringComparison.Ordinal);
    }

    private (IActorRef Registry, UnitAttempt Unit) StartTraining()
    {
        var registry = StartRegistry();
        SayHello(registry);
        registry.Tell(new OpenRun(submission), client);
        client.ExpectMsg<RunAccepted>();
        return (registry, node.ExpectMsg<TrainUnit>().Unit);
    }

    /// <summary>The node started another unit in its slot, and it ended, since it was asked last.</summary>
    private void SayHello(IActorRef registry) => registry.Tell(new NodeHello("node", [new SlotReport(started++, null)]), node);

    private IActorRef StartRegistry() => Sys.ActorOf(RunRegistryActor.Props(
        place => RunSupervisorActor.Props(place, new ResultTree(submission.OutputDirectory), (submitted, fold) => VoteAggregatorActor.Props(submitted, fold), Patience.OneMachine), "journal.db"));
}
