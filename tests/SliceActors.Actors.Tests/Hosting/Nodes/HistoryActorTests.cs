using System.Data.Common;
using Akka.Actor;
using SliceActors.Actors.Hosting;
using SliceActors.Actors.Hosting.Nodes;
using SliceActors.Actors.Registry;
using SliceActors.Actors.Tests.Support;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Testing;
using static SliceActors.Actors.Messages.RunMessages;
using static SliceActors.Runs.Messages.HistoryMessages;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Actors.Tests.Hosting.Nodes;

public sealed class HistoryActorTests : ActorTest
{
    private readonly TemporaryFolder folder = new();
    private readonly RunId run = TestStudy.Submission(slices: 1).Run;

    [Fact]
    public async Task Events_are_read_and_a_journal_that_cannot_be_is_said_in_a_sentence_each_time()
    {
        var (whole, damaged) = (folder.File("journal.db"), folder.File("damaged.db"));
        await JournalFile.WriteAsync(whole, run, [new RunEvents.RunPaused(), new RunEvents.RunResumed(true)]);
        await File.WriteAllTextAsync(damaged, new string('x', 4096));
        var read = new ReadEvents($"run-{run}", new GetEvents(run, 1, WithEpochs: false));

        var history = Sys.ActorOf(HistoryActor.Props(SqliteJournal.Source(whole), whole));
        history.Tell(read);
        Assert.Equal(new DatedEvent(2, null, new RunEvents.RunResumed(true)), Assert.Single(ExpectMsg<EventsHappened>().Events));

        history = Sys.ActorOf(HistoryActor.Props(SqliteJournal.Source(damaged), damaged));
        foreach (var _ in Enumerable.Range(0, 2))
        {
            history.Tell(read);
            var troubled = ExpectMsg<RunTroubled>();
            Assert.Equal((run, TroubleKind.Storage), (troubled.Run, troubled.Kind));
            Assert.Equal($"The journal {damaged} cannot be used: it is damaged.", troubled.Reason);
        }
    }

    [Theory]
    [InlineData(true, 4)]
    [InlineData(false, 3)]
    public async Task What_a_cluster_took_over_is_told_event_by_event(bool withEpochs, int expected)
    {
        var file = folder.File("journal.db");
        var epoch = new RunEvents.EpochCompleted(new UnitId(new FoldIndex(0), null), new Attempt(1), TestStudy.Epoch(0));
        await JournalFile.WriteAsync(file, run, [new RunEvents.HistoryTakenOver([new RunEvents.RunPaused(), epoch, new RunEvents.RunCancelled()]), new RunEvents.RunResumed(false)]);

        Sys.ActorOf(HistoryActor.Props(SqliteJournal.Source(file), file)).Tell(new ReadEvents($"run-{run}", new GetEvents(run, 0, withEpochs)));

        var page = ExpectMsg<EventsHappened>();
        Assert.Equal(expected, page.Events.Length);
        Assert.Equal((2, true), (page.Newest, page.IsAll));
        Assert.Equal(withEpochs, page.Events.Any(dated => epoch.Equals(dated.Happened)));
    }

    [Fact]
    public void While_the_database_is_away_nothing_is_answered_and_the_client_asks_again()
    {
        var history = Sys.ActorOf(HistoryActor.Props(new Away(), "the database"));

        history.Tell(new ReadEvents($"run-{run}", new GetEvents(run, 0, WithEpochs: false)));
        history.Tell(new Identify(1));

        ExpectMsg<ActorIdentity>();
    }

    [Fact]
    public void The_registry_has_the_events_of_the_present_stay_read_and_refuses_what_it_does_not_know()
    {
        var (history, submission) = (CreateTestProbe(), TestStudy.Submission(slices: 1));
        var registry = Sys.ActorOf(RunRegistryActor.Props(_ => Props.Create(() => new Relay(CreateTestProbe("nobody").Ref)), "journal.db", history: Props.Create(() => new Relay(history.Ref))));
        var get = new GetEvents(run, 0, WithEpochs: true);
        registry.Tell(get);
        Assert.Equal($"Run {run} is not known here.", ExpectMsg<Refused>().Reason);

        registry.Tell(new SliceActors.Runs.Messages.JournalMessages.TakeOverRun(submission, "a1b2", false, new(0, 1, [RunEvents.RunSubmitted.Of(submission)])));
        registry.Tell(get);

        Assert.Equal(new ReadEvents($"run-{run}-a1b2", get), history.ExpectMsg<ReadEvents>());
        Assert.Equal(TestActor, history.LastSender);
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        folder.Dispose();
    }

    private sealed class Away : DbDataSource
    {
        public override string ConnectionString => string.Empty;

        protected override DbConnection CreateDbConnection() => throw new TimeoutException("It did not answer.");
    }
}
