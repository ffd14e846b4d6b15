using Akka.Actor;
using Akka.TestKit;
using Microsoft.Data.Sqlite;
using SliceActors.Actors.Hosting.Joining;
using SliceActors.Actors.Supervision;
using SliceActors.Actors.Tests.Support;

namespace SliceActors.Actors.Tests.Hosting.Joining;

/// <summary>A guard above a registry that stops, under real backoff: it is started again only while nobody else has a higher term.</summary>
public sealed class RegistryGuardTests : ActorTest
{
    private readonly HandTerms terms = new();
    private readonly TestProbe registry;
    private readonly TestProbe fenced;

    public RegistryGuardTests()
    {
        registry = CreateTestProbe("registry");
        fenced = CreateTestProbe("fenced");
    }

    [Fact]
    public void What_is_said_before_the_registry_lives_reaches_it()
    {
        var guard = StartGuard();
        guard.Tell("hello", TestActor);
        registry.ExpectMsg<Started>();
        registry.ExpectMsg("hello");
        registry.Reply("welcome");
        ExpectMsg("welcome");
    }

    [Fact]
    public void A_registry_that_stops_is_started_again_while_its_term_is_the_last()
    {
        var guard = StartGuard();
        registry.ExpectMsg<Started>();
        guard.Tell(new InvalidOperationException("the database was away"));
        registry.ExpectMsg<Started>();
    }

    [Fact]
    public void A_registry_that_stops_is_not_started_again_when_somebody_has_a_higher_term()
    {
        var guard = StartGuard();
        registry.ExpectMsg<Started>();
        Watch(guard);
        terms.Last++;
        guard.Tell(new InvalidOperationException("replaced while it stood still"));

        fenced.ExpectMsg("fenced");
        ExpectTerminated(guard);
        registry.ExpectNoMsg(TimeSpan.Zero);
    }

    [Fact]
    public void A_term_that_cannot_be_read_is_asked_for_again_before_the_registry_starts()
    {
        var guard = StartGuard();
        registry.ExpectMsg<Started>();
        terms.Away = 2;
        guard.Tell(new InvalidOperationException("the database was away"));
        registry.ExpectMsg<Started>();
        Assert.Equal(0, terms.Away);
    }

    [Fact]
    public void A_term_that_cannot_be_taken_is_asked_for_again()
    {
        terms.Away = 1;
        StartGuard();
        registry.ExpectMsg<Started>();
        Assert.Equal(0, terms.Away);
    }

    [Fact]
    public void An_actor_below_that_finds_an_event_of_another_writer_ends_all()
    {
        var guard = StartGuard();
        registry.ExpectMsg<Started>();
        Watch(guard);
        var writer = Sys.ActorOf(Props.Create(() => new Writer()));
        GatedJournal.Break(Sys, new SqliteException("UNIQUE constraint failed", 19));
        writer.Tell("event");

        fenced.ExpectMsg("fenced");
        ExpectTerminated(guard);
    }

    [Fact]
    public void A_registry_that_is_given_up_by_its_backoff_ends_the_guard_without_a_word_of_another_writer()
    {
        var guard = StartGuard(retries: 0);
        registry.ExpectMsg<Started>();
        Watch(guard);
        guard.Tell(new InvalidOperationException("out of luck"));
        ExpectTerminated(guard);
        fenced.ExpectNoMsg(TimeSpan.Zero);
    }

    private IActorRef StartGuard(int retries = 4) => Sys.ActorOf(RegistryGuardActor.Props(
        terms,
        mayStart => Backoffs.Over(TermGateActor.Props(mayStart, Props.Create(() => new Registry(registry.Ref))), "gate", retries),
        () => fenced.Tell("fenced")));

    private sealed record Started;

    private sealed class Registry : ReceiveActor
    {
        public Registry(IActorRef probe)
        {
            probe.Tell(new Started());
            Receive<Exception>(trouble => throw trouble);
            ReceiveAny(probe.Forward);
        }
    }

    private sealed class Writer : JournaledActor
    {
        public Writer() => Command<string>(text => Persist(text, _ => { }));

        public override string PersistenceId => "writer";

        protected override void SayTrouble(Exception cause)
        {
        }
    }

    private sealed class HandTerms : ITerms
    {
        private volatile int away;
        private long last;

        public long Last
        {
            get => Interlocked.Read(ref last);
            set => Interlocked.Exchange(ref last, value);
        }

        /// <summary>How many of the next calls fail.</summary>
        public int Away
        {
            get => away;
            set => away = value;
        }

        public async Task<long> TakeAsync()
        {
            await ReadAsync();
            return ++Last;
        }

        public Task<long> ReadAsync() => away > 0 && Interlocked.Decrement(ref away) >= 0 ? Task.FromException<long>(new TimeoutException("away")) : Task.FromResult(Last);
    }
}
