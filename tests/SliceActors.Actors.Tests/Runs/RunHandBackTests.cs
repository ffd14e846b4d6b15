using Akka.Actor;
using Akka.TestKit;
using static SliceActors.Actors.Messages.RunMessages;
using static SliceActors.Runs.Messages.JournalMessages;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Actors.Tests.Runs;

/// <summary>A run of a cluster that is over, until its folder has been given back.</summary>
public sealed class RunHandBackTests : SupervisorTest
{
    private const string Reason = "node could not write it: a table is odd";

    public RunHandBackTests() => Stay = "first";

    [Fact]
    public void Why_there_is_no_report_is_told_to_clients()
    {
        var (supervisor, node) = Stopped();
        Assert.Null(View(supervisor).ReportMissing);

        supervisor.Tell(new RunHandedBack(Submission.Run, "first", Reason), Agent(node));

        Registry.FishForMessage<RunEnded>(_ => true);
        Assert.Equal(Reason, View(supervisor).ReportMissing);
    }

    [Fact]
    public void A_second_answer_which_found_all_done_does_not_take_the_reason_back()
    {
        var (supervisor, node) = Stopped();

        supervisor.Tell(new RunHandedBack(Submission.Run, "first", Reason), Agent(node));
        supervisor.Tell(new RunHandedBack(Submission.Run, "first"), Agent(node));

        Assert.Equal(Reason, View(supervisor).ReportMissing);
    }

    private (IActorRef Supervisor, TestProbe Node) Stopped()
    {
        var supervisor = StartSubmitted();
        var node = StartNode(supervisor, slots: 0);
        supervisor.Tell(new StopRun(Submission.Run), Client);
        node.FishForMessage<HandBackRun>(_ => true);
        return (supervisor, node);
    }
}
