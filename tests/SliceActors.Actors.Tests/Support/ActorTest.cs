using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;
using SliceActors.Actors.Hosting;
using SliceActors.Testing;

namespace SliceActors.Actors.Tests.Support;

/// <summary>A test with an actor system of its own: the settings of a node, but local and with a journal in memory.</summary>
public abstract class ActorTest(string settings = "") : TestKit(Settings(settings), "test")
{
    // The test kit looks again after a tenth of its patience: a test would mostly sleep.
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMilliseconds(50);

    private static Config Settings(string settings) => ConfigurationFactory.ParseString(settings)
        .WithFallback(ConfigurationFactory.ParseString("""
            akka {
              loglevel = ERROR
              actor.provider = local
              coordinated-shutdown.run-by-actor-system-terminate = off
              persistence.journal {
                plugin = "gated"
              }
              test {
                default-timeout = 10m
                single-expect-default = 10m
              }
            }
            gated {
              class = "SliceActors.Actors.Tests.Support.GatedJournal, SliceActors.Actors.Tests"
              plugin-dispatcher = "akka.actor.default-dispatcher"
            }
            """))
        .WithFallback(HoconFiles.Read("common.hocon"));

    /// <summary>Waits for a condition.</summary>
    protected void AwaitCondition(Func<bool> condition) => AwaitCondition(condition, Deadline.OfTests, LookAgainAfter);

    /// <summary>Waits until no assertion fails any more.</summary>
    protected void AwaitAssert(Action assertion) => AwaitAssert(assertion, Deadline.OfTests, LookAgainAfter);

    /// <summary>Ends an actor and waits until it is gone, as a crash would.</summary>
    protected void Kill(IActorRef actor)
    {
        var observer = CreateTestProbe();
        observer.Watch(actor);
        Sys.Stop(actor);
        observer.ExpectTerminated(actor);
    }
}
