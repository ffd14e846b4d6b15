using Akka.Actor;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Actors.Registry;

/// <summary>Accepts, lists and finds runs; introduces the nodes to the supervisors.</summary>
internal sealed class RunRegistryActor : ReceiveActor
{
    private readonly Dictionary<RunId, IActorRef> supervisors = [];
    private readonly Dictionary<IActorRef, SlotsOffered> nodes = [];
    private readonly Func<RunId, Props> supervisorProps;

    public RunRegistryActor(Func<RunId, Props> supervisorProps)
    {
        this.supervisorProps = supervisorProps;
        Receive<SubmitRun>(submit => Begin(submit.Submission.Run, submit));
        Receive<ResumeRun>(resume => Begin(resume.Submission.Run, resume));
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

    private void Begin(RunId run, IWireMessage wish)
    {
        if (supervisors.TryGetValue(run, out var known))
        {
            known.Forward(wish);
            return;
        }

        var supervisor = Context.ActorOf(supervisorProps(run), $"run-{run}");
        Context.Watch(supervisor);
        supervisors.Add(run, supervisor);

        // The wish comes first: an offer would set a recovered run to work before it is known whether failed units are to be tried again.
        supervisor.Forward(wish);
        foreach (var (agent, offer) in nodes)
        {
            supervisor.Tell(offer, agent);
        }
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
