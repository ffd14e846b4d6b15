namespace SliceActors.Actors.Hosting.Settings;

/// <summary>Roles as people write them and as the cluster knows them.</summary>
public static class NodeRoles
{
    /// <summary>Whose majority goes on after a cut: seeds and witnesses.</summary>
    public const string Voter = "voter";

    /// <inheritdoc/>
    /// <summary>All there are.</summary>
    public static IReadOnlyList<NodeRole> All { get; } = Enum.GetValues<NodeRole>();

    /// <inheritdoc/>
    /// <summary>A role as people write it.</summary>
    public static string Term(this NodeRole role) => role switch
    {
        NodeRole.Seed => "seed",
        NodeRole.Witness => "witness",
        NodeRole.Trainer => "trainer",
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, null),
    };

    /// <summary>What the members of the cluster see.</summary>
    public static IEnumerable<string> InCluster(IReadOnlyCollection<NodeRole> roles) =>
        roles.Contains(NodeRole.Seed) || roles.Contains(NodeRole.Witness) ? roles.Select(Term).Append(Voter) : roles.Select(Term);
}
