using Akka.Actor;
using Akka.Configuration;
using Akka.TestKit.Xunit2;
using SliceActors.Actors.Hosting;

namespace SliceActors.Actors.Tests.Support;

/// <summary>A test with an actor system of its own: the settings of a node, but local and with a journal in memory.</summary>
public abstract class ActorTest(string settings = "") : TestKit(Settings(settings), "test")
{
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
                default-timeout = 60s
                single-expect-default = 60s
              }
            }
            gated {
              class = "SliceActors.Actors.Tests.Support.GatedJournal, SliceActors.Actors.Tests"
              plugin-dispatcher = "akka.actor.default-dispatcher"
            }
            """))
        .WithFallback(HoconFiles.Read("common.hocon"));

    /// <summary>Ends an actor and waits until it is gone, as a crash would.</summary>
    protected void Kill(IActorRef actor)
    {
        var observer = CreateTestProbe();
        observer.Watch(actor);
        Sys.Stop(actor);
        observer.ExpectTerminated(actor);
    }
}
