namespace SliceActors.EndToEnd.Tests.Clusters;

/// <summary>How a node of a cluster is started.</summary>
/// <param name="Key">What the test calls it.</param>
/// <param name="Roles">Its roles, separated by blanks.</param>
internal sealed record NodePlan(string Key, string Roles)
{
    /// <summary>Where others reach it.</summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>Its port: the same one whenever it is started again.</summary>
    public int Port { get; init; } = Ports.Next();

    /// <summary>Networks that it trains side by side.</summary>
    public int Slots { get; init; } = 2;

    /// <summary>Options of its own.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>A command that becomes the node when it has prepared its surroundings.</summary>
    public IReadOnlyList<string> Within { get; init; } = [];

    public string Address => $"{Host}:{Port}";

    public bool Is(string role) => Roles.Split(' ').Contains(role);
}
