using System.Collections.Immutable;
using Akka.Actor;
using Akka.Cluster;
using AkkaCluster = Akka.Cluster.Cluster;

namespace SliceActors.Actors.Hosting.Joining;

/// <summary>An actor system of Akka, as far as joining goes.</summary>
/// <param name="system">The system; its settings name no seed nodes.</param>
/// <param name="join">Joins others, trying until it is let in; must not wait for anything.</param>
internal sealed class ClusterSeat(ActorSystem system, Action<ImmutableArray<Address>> join) : IClusterSeat
{
    private readonly AkkaCluster cluster = AkkaCluster.Get(system);

    /// <inheritdoc/>
    public string Address { get; } = AkkaCluster.Get(system).SelfAddress.ToString();

    /// <inheritdoc/>
    public SeatStanding Standing
    {
        get
        {
            var self = cluster.State.Members.FirstOrDefault(member => member.UniqueAddress == cluster.SelfUniqueAddress);
            return self?.Status switch
            {
                _ when cluster.IsTerminated => SeatStanding.Gone,
                null => SeatStanding.Outside,
                MemberStatus.Joining or MemberStatus.WeaklyUp => SeatStanding.Joining,
                MemberStatus.Up => SeatStanding.Up,
                _ => SeatStanding.Gone,
            };
        }
    }

    /// <inheritdoc/>
    public void Found() => cluster.Join(cluster.SelfAddress);

    /// <inheritdoc/>
    public void Join(ImmutableArray<string> seeds) => join([.. seeds.Select(Akka.Actor.Address.Parse)]);

    /// <summary>Leaves at once, without asking anybody: whoever was fenced must not stay.</summary>
    public void Down() => cluster.Down(cluster.SelfAddress);
}
