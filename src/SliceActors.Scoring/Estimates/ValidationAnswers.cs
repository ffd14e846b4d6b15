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

    /// <summary>Whether the last answers of every network are numbers.</summary>
    public bool HasLastEpoch => Networks.All(network => network.IsUsable(network.Epochs - 1));

    /// <summary>Mean probability of class 1 over all slices by the last epoch of each network, and the class with the greater one; nothing is chosen for it.</summary>
    public (double[] Scores, int[] Called) LastEpoch()
    {
        var (scores, called) = (new double[People.Labels.Length], new int[People.Labels.Length]);
        for (var session = 0; session < scores.Length; session++)
        {
            var (sum0, sum1) = (0.0, 0.0);
            foreach (var network in Networks)
            {
                for (var slice = 0; slice < network.Slices; slice++)
                {
                    sum0 += network.Probability(network.Epochs - 1, session, slice, 0);
                    sum1 += network.Probability(network.Epochs - 1, session, slice, 1);
                }
            }

            (scores[session], called[session]) = (sum1 / Slices, sum1 > sum0 ? 1 : 0);
        }

        return (scores, called);
    }
}
