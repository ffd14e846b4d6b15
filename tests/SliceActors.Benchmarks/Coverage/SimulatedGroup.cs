using System.Collections.Immutable;
using SliceActors.Scoring.Rows;

namespace SliceActors.Benchmarks.Coverage;

/// <summary>
/// Held-out people whom one fixed model answers: a score of each person, further from that of the other class by an effect, and noise of each session. Every second person of a
/// class has a second session. The probabilities are too timid for a large effect and too bold for none.
/// </summary>
internal static class SimulatedGroup
{
    private const double OwnShare = 0.7;
    private const double Boldness = 0.8;

    /// <summary>Draws image-level predictions.</summary>
    /// <param name="people">Number of people, half of each class.</param>
    /// <param name="effect">How far the scores of the classes are apart, in standard deviations.</param>
    /// <param name="seed">The same seed gives the same people.</param>
    public static ImmutableArray<ImageLevelRow> Draw(int people, double effect, int seed)
    {
        var random = new Random(seed);
        var rows = ImmutableArray.CreateBuilder<ImageLevelRow>();
        for (var person = 0; person < people; person++)
        {
            var (label, own) = (person % 2, Normal(random));
            for (var session = 0; session < (person / 2 % 2 == 0 ? 2 : 1); session++)
            {
                var score = (Math.Sqrt(OwnShare) * own) + (Math.Sqrt(1 - OwnShare) * Normal(random)) + (effect * (label - 0.5));
                var probability = 1 / (1 + Math.Exp(-Boldness * score));
                rows.Add(new ImageLevelRow($"sub-{person}", $"ses-M{12 * session:00}", label, probability > 0.5 ? 1 : 0, 1 - probability, probability));
            }
        }

        return rows.ToImmutable();
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
