using System.Data.Common;
using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.Persistence.Sql;
using SliceActors.Actors.Hosting;
using SliceActors.Actors.Hosting.Joining;
using SliceActors.Actors.Supervision;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Studies.Journals;
using SliceActors.Testing;
using SliceActors.Wire;
using static SliceActors.Runs.Messages.HistoryMessages;

namespace SliceActors.Actors.Tests.Hosting.Joining;

/// <summary>What a journal must do in whatever database it lies, with the program's own settings and schema of events.</summary>
public abstract class JournalSpec : IAsyncLifetime
{
    private static readonly TimeSpan Patience = Deadline.OfTests;
    private static readonly RunId One = new(new string('1', 64)), Other = new(new string('2', 64));

    private readonly List<ActorSystem> systems = [];

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var system in systems)
            await system.Terminate();
    }

    [SkippableFact]
    public async Task Events_are_recovered_by_another_process()
    {
        var writer = Start();
        Assert.Equal("stored", await writer.Ask<string>(new RegistryEvents.RunOpened(One), Patience));
        Assert.Equal("stored", await writer.Ask<string>(new RegistryEvents.RunOpened(Other), Patience));
        Assert.Equal("stored", await writer.Ask<string>(new RegistryEvents.RunClosed(One), Patience));

        Assert.Equal(
            [new RegistryEvents.RunOpened(One), new RegistryEvents.RunOpened(Other), new RegistryEvents.RunClosed(One)],
            await Start().Ask<IRegistryEvent[]>("what", Patience));
    }

    [SkippableFact]
    public async Task A_second_writer_is_refused_by_the_key_and_says_that_there_is_another()
    {
        var first = Start();
        await first.Ask<IRegistryEvent[]>("what", Patience);
        var second = Start();
        await second.Ask<IRegistryEvent[]>("what", Patience);
        Assert.Equal("stored", await first.Ask<string>(new RegistryEvents.RunOpened(One), Patience));

        var seen = new TaskCompletionSource<SecondWriter>();
        systems[^1].EventStream.Subscribe<SecondWriter>(systems[^1].ActorOf(Props.Create(() => new Ear(seen))));
        second.Tell(new RegistryEvents.RunOpened(Other));
        Assert.Equal(new SecondWriter("runs"), await seen.Task.WaitAsync(Patience));
        Assert.Equal([new RegistryEvents.RunOpened(One)], await Start().Ask<IRegistryEvent[]>("what", Patience));
    }

    [SkippableFact]
    public async Task What_happened_in_a_run_is_read_page_by_page_with_its_times()
    {
        const int Epochs = 2100;
        Start();
        var began = DateTimeOffset.UtcNow;
        var unit = TestStudy.Unit(0);
        IRunEvent[] history =
        [
            new RunEvents.UnitAssigned(unit, new Attempt(1), "node"),
            .. Enumerable.Range(0, Epochs).Select(epoch => new RunEvents.EpochCompleted(unit, new Attempt(1), TestStudy.Epoch(epoch % 100))),
            new RunEvents.RunPaused(),
        ];
        Assert.Equal("stored", await systems[^1].ActorOf(Props.Create(() => new RunWriter())).Ask<string>(history, Patience));
        await using var connection = await Open();
        var table = new JournalTable(connection);

        var few = await table.PageAsync("run-1", new GetEvents(One, 0, WithEpochs: false));
        Assert.Equal([1, Epochs + 2], few.Events.Select(dated => dated.Number));
        Assert.True(few is { IsAll: true, Newest: Epochs + 2 });
        Assert.All(few.Events, dated => Assert.InRange(dated.When!.Value, began, DateTimeOffset.UtcNow));

        var (numbers, after) = (new List<long>(), 0L);
        EventsHappened page;
        do
        {
            page = await table.PageAsync("run-1", new GetEvents(One, after, WithEpochs: true));
            Assert.InRange(MessageSchema.Current.Write(page).Length, 1, 64 * 1024);
            numbers.AddRange(page.Events.Select(dated => dated.Number));
            after = numbers[^1];
        }
        while (!page.IsAll);
        Assert.Equal(Enumerable.Range(1, Epochs + 2).Select(number => (long)number), numbers);
        Assert.True(await table.PageAsync("run-1", new GetEvents(One, after, WithEpochs: true)) is { Events.IsEmpty: true, IsAll: true, Newest: Epochs + 2 });
        Assert.True(await table.PageAsync("run-2", new GetEvents(Other, 0, WithEpochs: true)) is { Events.IsEmpty: true, IsAll: true, Newest: 0 });
    }

    [SkippableFact]
    public async Task A_new_database_and_the_journal_that_Akka_makes_have_the_key()
    {
        await using var connection = await Open();
        await JournalFence.AssertUniqueKeyAsync(connection);
        await Start().Ask<string>(new RegistryEvents.RunOpened(One), Patience);
        await JournalFence.AssertUniqueKeyAsync(connection);
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM journal";
        Assert.Equal(1L, await command.ExecuteScalarAsync());
    }

    [SkippableTheory]
    [InlineData("")]
    [InlineData("; CREATE UNIQUE INDEX other ON journal (persistence_id)")]
    [InlineData("; CREATE UNIQUE INDEX other ON journal (persistence_id, sequence_number, lower(persistence_id))")]
    [InlineData("; CREATE INDEX other ON journal (persistence_id, sequence_number)")]
    [InlineData("; CREATE UNIQUE INDEX other ON journal (persistence_id, sequence_number) WHERE sequence_number > 1")]
    public async Task A_journal_without_the_key_is_refused(string index)
    {
        await using var connection = await Open();
        await using var command = connection.CreateCommand();
        command.CommandText = $"CREATE TABLE journal (persistence_id text, sequence_number bigint){index}";
        await command.ExecuteNonQueryAsync();
        var trouble = await Assert.ThrowsAsync<TroubleException>(() => JournalFence.AssertUniqueKeyAsync(connection));
        Assert.EndsWith("expected: UNIQUE (persistence_id, sequence_number).", trouble.Message, StringComparison.Ordinal);
    }

    /// <summary>The settings of the journal.</summary>
    private protected abstract Config Settings();

    /// <summary>An open connection to the database of the journal.</summary>
    private protected abstract Task<DbConnection> Open();

    private IActorRef Start()
    {
        var system = ActorSystem.Create(
            "journal",
            ConfigurationFactory.ParseString("akka.loglevel = OFF")
                .WithFallback(Settings())
                .WithFallback(HoconFiles.Read("common.hocon"))
                .WithFallback(SqlPersistence.DefaultConfiguration));
        systems.Add(system);
        return system.ActorOf(Props.Create(() => new Writer()));
    }

    private sealed class Writer : JournaledActor
    {
        private readonly List<IRegistryEvent> events = [];

        public Writer()
        {
            Recover<IRegistryEvent>(events.Add);
            Command<IRegistryEvent>(happened => Persist(happened, stored =>
            {
                events.Add(stored);
                Sender.Tell("stored");
            }));
            Command<string>(_ => Sender.Tell(events.ToArray()));
        }

        public override string PersistenceId => "runs";

        protected override void SayTrouble(Exception cause)
        {
        }
    }

    private sealed class RunWriter : JournaledActor
    {
        public RunWriter()
        {
            Recover<IRunEvent>(_ => { });
            Command<IRunEvent[]>(history =>
            {
                var remaining = history.Length;
                PersistAll(history, _ =>
                {
                    if (--remaining == 0)
                    {
                        Sender.Tell("stored");
                    }
                });
            });
        }

        public override string PersistenceId => "run-1";

        protected override void SayTrouble(Exception cause)
        {
        }
    }

    private sealed class Ear : ReceiveActor
    {
        public Ear(TaskCompletionSource<SecondWriter> heard) => Receive<SecondWriter>(heard.SetResult);
    }
}
