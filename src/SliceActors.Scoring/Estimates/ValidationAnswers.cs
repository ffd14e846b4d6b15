using System.Collections.Immutable;
using SliceActors.Scoring.Folds;

namespace SliceActors.Scoring.Estimates;

/// <summary>What the networks of a fold answered on its validation set after every epoch.</summary>
/// <param name="sessions">The set, in the order of its table; each has a class.</param>
/// <param name="networks">Slices per session, epochs and answers [epochs, sessions, slices, 2] of each network, in the order of the plan.</param>
internal sealed class ValidationAnswers(ImmutableArray<ScoredSession> sessions, IEnumerable<(int Slices, int Epochs, ImmutableArray<float> Probabilities)> networks)
{
    /// <summary>The networks.</summary>
    public ImmutableArray<NetworkAnswers> Networks { get; } =
        [.. networks.Select(network => new NetworkAnswers(network.Slices, network.Epochs, network.Probabilities, [.. sessions.Select(session => session.TrueLabel!.Value)]))];

    /// <summary>Who the sessions are of, and their classes.</summary>
    public ValidationPeople People { get; } = ValidationPeople.Of(sessions);

    /// <summary>Slices of a session over all networks.</summary>
    public int Slices => Networks.Sum(network => network.Slices);
}
