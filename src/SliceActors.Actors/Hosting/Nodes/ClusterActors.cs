using System.Data.Common;
using Akka.Actor;
using Akka.Cluster.Tools.Client;
using Akka.Cluster.Tools.Singleton;
using SliceActors.Actors.Hosting.Joining;
using SliceActors.Actors.Hosting.Settings;
using SliceActors.Actors.Nodes;
using SliceActors.Actors.Registry;
using SliceActors.Actors.Runs;
using SliceActors.Actors.Supervision;
using SliceActors.Runs.Files;

namespace SliceActors.Actors.Hosting.Nodes;

/// <summary>The same actors as on one machine, spread over the nodes of a cluster: the registry once, on a seed; an agent on each trainer.</summary>
internal static class ClusterActors
{
    private const string Manager = "registry-manager";

    /// <summary>Starts what a node of these roles has.</summary>
    /// <param name="system">Its actor system, not a member yet.</param>
    /// <param name="options">How it works.</param>
    /// <param name="node">Its slots and files; null when it is no trainer.</param>
    /// <param name="terms">How registries are told apart; null when it is no seed.</param>
    /// <param name="down">Leaves the cluster at once: whoever was fenced must not stay.</param>
    /// <param name="journal">Where the journal is, and the same for people; null when it is no seed.</param>
    /// <returns>The way to the registry, and the agent; null when there is none.</returns>
    public static (IActorRef Registry, IActorRef? Agent) Start(ActorSystem system, ClusterNodeOptions options, NodeSettings? node, ITerms? terms, Action down, (DbDataSource Source, string Name)? journal)
    {
        if (terms is not null && journal is var (source, name))
        {
            var guard = RegistryGuardActor.Props(
                terms, mayStart => Backoffs.Over(TermGateActor.Props(mayStart, RunRegistryActor.Props(Supervisor, name, history: HistoryActor.Props(source, name))), "registry", Backoffs.ForEver), down);
            system.ActorOf(ClusterSingletonManager.Props(guard, PoisonPill.Instance, ClusterSingletonManagerSettings.Create(system)), Manager);
        }

        var registry = system.ActorOf(ClusterSingletonProxy.Props($"/user/{Manager}", ClusterSingletonProxySettings.Create(system)), "registry");
        if (options.Settings.Is(NodeRole.Seed))
        {
            var receptionist = ClusterClientReceptionist.Get(system);
            receptionist.RegisterService(registry);
            receptionist.RegisterService(system.ActorOf(GreeterActor.Props(options.Version, SharedSettings.Of(system.Settings.Config)), GreeterActor.Name));
        }

        return (registry, node is null ? null : system.ActorOf(Backoffs.Over(NodeAgentActor.Props(node, registry), "agent", Backoffs.ForEver), "node"));
    }

    private static Props Supervisor(RunPlace place) => RunSupervisorActor.Props(
        place,
        new ResultTree(place.Folder ?? throw new InvalidOperationException($"The journal does not know the folder of run {place.Run}.")),
        (submitted, fold) => VoteAggregatorActor.Props(submitted, fold, place.Stay),
        Patience.Cluster);
}
