using SliceActors.Runs.Randomness;

namespace SliceActors.Learning.Explanations;

/// <summary>
/// Pixel times mean gradient on the straight way from a black picture: Sundararajan, Taly and Yan, "Axiomatic attribution for deep networks", 2017. The numbers add up
/// to what the score gains on that way. The integral is taken by the midpoint rule.
/// </summary>
/// <param name="steps">Points on the way, at least 1.</param>
internal sealed class IntegratedGradients(int steps) : IExplanation
{
    /// <inheritdoc/>
    public float[] Map(Score score, ReadOnlySpan<float> image, CountedRandom random)
    {
        var sums = new double[image.Length];
        for (var first = 0; first < steps; first += Score.Batch)
        {
            var way = new float[Math.Min(Score.Batch, steps - first) * image.Length];
            for (var i = 0; i < way.Length; i++)
            {
                way[i] = (float)(image[i % image.Length] * ((first + (i / image.Length) + 0.5) / steps));
            }

            Sums.Add(sums, score.Gradient(way));
        }

        var map = new float[image.Length];
        for (var i = 0; i < map.Length; i++)
        {
            map[i] = (float)(image[i] * sums[i] / steps);
        }

        return map;
    }
}
