using Akka.Actor;
using SliceActors.Runs;
using static SliceActors.Actors.NodeMessages;
using static SliceActors.Actors.RegistryMessages;

namespace SliceActors.Actors;

/// <summary>Accepts, lists and finds runs; introduces the nodes to the supervisors.</summary>
internal sealed class RunRegistryActor : ReceiveActor
{
    private readonly Dictionary<RunId, IActorRef> supervisors = [];
    private readonly Dictionary<IActorRef, SlotsOffered> nodes = [];
    private readonly Func<RunId, Props> supervisorProps;

    public RunRegistryActor(Func<RunId, Props> supervisorProps)
    {
        this.supervisorProps = supervisorProps;
        Receive<SubmitRun>(submit => Supervisor(submit.Submission.Run).Forward(submit));
        Receive<ResumeRun>(resume => Supervisor(resume.Submission.Run).Forward(resume));
        Receive<CancelRun>(cancel => ForwardToKnown(cancel.Run, cancel));
        Receive<GetRun>(get => ForwardToKnown(get.Run, get));
        Receive<GetRuns>(_ => Sender.Tell(new RunList([.. supervisors.Keys.OrderBy(run => run.Value, StringComparer.Ordinal)])));
        Receive<SlotsOffered>(Introduce);
        Receive<Terminated>(terminated => Forget(terminated.ActorRef));
    }

    public static Props Props(Func<RunId, Props> supervisorProps) => Akka.Actor.Props.Create(() => new RunRegistryActor(supervisorProps));

    private void Introduce(SlotsOffered offer)
    {
        if (nodes.TryAdd(Sender, offer))
        {
            Context.Watch(Sender);
        }

        nodes[Sender] = offer;
        foreach (var supervisor in supervisors.Values)
        {
            supervisor.Forward(offer);
        }
    }

    private IActorRef Supervisor(RunId run)
    {
        if (supervisors.TryGetValue(run, out var known))
        {
            return known;
        }

        var supervisor = Context.ActorOf(supervisorProps(run), $"run-{run}");
        Context.Watch(supervisor);
        supervisors.Add(run, supervisor);
        return supervisor;
    }

    private void ForwardToKnown(RunId run, IWireMessage message)
    {
        if (supervisors.TryGetValue(run, out var supervisor))
        {
            supervisor.Forward(message);
        }
        else
        {
            Sender.Tell(new Refused($"Run {run} is not known here, or its journal failed."));
        }
    }

    private void Forget(IActorRef gone)
    {
        nodes.Remove(gone);
        foreach (var (run, _) in supervisors.Where(entry => entry.Value.Equals(gone)).ToList())
        {
            supervisors.Remove(run);
        }
    }
}
