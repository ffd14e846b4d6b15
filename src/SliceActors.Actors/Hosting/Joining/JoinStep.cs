using System.Collections.Immutable;

namespace SliceActors.Actors.Hosting.Joining;

/// <summary>What a seed does next.</summary>
internal abstract record JoinStep
{
    private JoinStep()
    {
    }

    /// <summary>Nothing: it is a member of the present generation.</summary>
    internal sealed record Stay : JoinStep;

    /// <summary>Nothing yet: somebody may be alive who cannot be seen.</summary>
    internal sealed record Wait : JoinStep;

    /// <summary>Join itself.</summary>
    /// <param name="Generation">Generation that begins with it.</param>
    internal sealed record Found(long Generation) : JoinStep;

    /// <summary>Join others.</summary>
    /// <param name="Seeds">Their addresses in order; its own is not among them, or Akka would let it found a cluster by itself.</param>
    internal sealed record Join(ImmutableArray<string> Seeds) : JoinStep;

    /// <summary>Make a new actor system: this one belongs to a generation that is over.</summary>
    internal sealed record Renew : JoinStep;
}
