using SliceActors.Learning.Augmentations;
using SliceActors.Runs.Randomness;

namespace SliceActors.Learning.Explanations;

/// <summary>The mean gradient over noisy copies of a picture: Smilkov et al., "SmoothGrad: removing noise by adding noise", 2017.</summary>
/// <param name="samples">Copies, at least 1.</param>
/// <param name="noise">Standard deviation of the normal noise, as a fraction of the picture's range; 0 gives the gradient itself.</param>
internal sealed class SmoothGrad(int samples, double noise) : IExplanation
{
    private const int Lane = 16;

    /// <inheritdoc/>
    public float[] Map(Score score, ReadOnlySpan<float> image, CountedRandom random)
    {
        var (least, most) = (float.PositiveInfinity, float.NegativeInfinity);
        foreach (var pixel in image)
        {
            (least, most) = (Math.Min(least, pixel), Math.Max(most, pixel));
        }

        var deviation = (float)(noise * (most - least));
        var copies = deviation == 0 ? 1 : samples;
        var sums = new double[image.Length];
        for (var first = 0; first < copies; first += Score.Batch)
        {
            var count = Math.Min(Score.Batch, copies - first);
            var noisy = new float[(((count * image.Length) + Lane - 1) / Lane) * Lane];
            if (deviation != 0)
            {
                GaussianNoise.Add(noisy, deviation, random);
            }

            Array.Resize(ref noisy, count * image.Length);
            for (var i = 0; i < noisy.Length; i++)
            {
                noisy[i] += image[i % image.Length];
            }

            Sums.Add(sums, score.Gradient(noisy));
        }

        return Array.ConvertAll(sums, sum => (float)(sum / copies));
    }
}
