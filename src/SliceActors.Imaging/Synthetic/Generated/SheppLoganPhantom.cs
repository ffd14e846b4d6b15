using SliceActors.Runs.Randomness;

namespace SliceActors.Imaging.Synthetic.Generated;

/// <summary>
/// Paints one phantom of a head as ellipses: Shepp and Logan, "The Fourier reconstruction of a head section", IEEE Trans. Nucl. Sci. 21 (1974), with the
/// contrasts of Toft (thesis, 1996). Sizes, places and brightness differ a little from one phantom to the next.
/// </summary>
internal static class SheppLoganPhantom
{
    private const double Jitter = 0.03;
    private const double SmallScale = 0.5;
    private const int FirstRegion = 2;
    private const int SecondRegion = 3;

    // Brightness added, half axes, centre, tilt in degrees; coordinates from −1 to 1. The third and fourth are the regions that subtypes differ in.
    private static readonly (double Value, double A, double B, double X, double Y, double Tilt)[] Ellipses =
    [
        (1.0, 0.69, 0.92, 0, 0, 0),
        (-0.8, 0.6624, 0.8740, 0, -0.0184, 0),
        (-0.2, 0.1100, 0.3100, 0.22, 0, -18),
        (-0.2, 0.1600, 0.4100, -0.22, 0, 18),
        (0.1, 0.2100, 0.2500, 0, 0.35, 0),
        (0.1, 0.0460, 0.0460, 0, 0.1, 0),
        (0.1, 0.0460, 0.0460, 0, -0.1, 0),
        (0.1, 0.0460, 0.0230, -0.08, -0.605, 0),
        (0.1, 0.0230, 0.0230, 0, -0.606, 0),
        (0.1, 0.0230, 0.0460, 0.06, -0.605, 0),
    ];

    /// <param name="size">Rows and columns.</param>
    /// <param name="subtype">0 both regions large, 1 the second one small, 2 the first one small.</param>
    /// <param name="smoothing">Blur with a Gaussian of one pixel.</param>
    /// <param name="random">What makes this phantom differ from the next.</param>
    /// <returns>Row after row, the top row first.</returns>
    public static float[] Paint(int size, int subtype, bool smoothing, CountedRandom random)
    {
        var pixels = new double[size * size];
        for (var index = 0; index < Ellipses.Length; index++)
        {
            var (value, a, b, x, y, tilt) = Ellipses[index];
            var isSmall = (index == FirstRegion && subtype == 2) || (index == SecondRegion && subtype == 1);
            var scale = (isSmall ? SmallScale : 1) * (1 + Jitter * random.NextGaussian());
            var (sin, cos) = Math.SinCos((tilt + 100 * Jitter * random.NextGaussian()) * Math.PI / 180);
            Add(pixels, size, value * (1 + Jitter * random.NextGaussian()), a * scale, b * scale, x, y, sin, cos);
        }

        return Array.ConvertAll(smoothing ? Blur(pixels, size) : pixels, value => (float)value);
    }

    private static void Add(double[] pixels, int size, double value, double a, double b, double x, double y, double sin, double cos)
    {
        for (var row = 0; row < size; row++)
        {
            var dy = 1 - (2.0 * row + 1) / size - y;
            for (var column = 0; column < size; column++)
            {
                var dx = (2.0 * column + 1) / size - 1 - x;
                var (u, v) = ((cos * dx + sin * dy) / a, (cos * dy - sin * dx) / b);
                if (u * u + v * v <= 1)
                {
                    pixels[row * size + column] += value;
                }
            }
        }
    }

    // Both axes one after the other; outside the image is empty.
    private static double[] Blur(double[] pixels, int size)
    {
        const int Radius = 4;
        var weights = Enumerable.Range(-Radius, 2 * Radius + 1).Select(offset => Math.Exp(-offset * offset / 2.0)).ToArray();
        var sum = weights.Sum();
        return Along(Along(pixels, 1), size);

        double[] Along(double[] source, int step)
        {
            var blurred = new double[source.Length];
            for (var at = 0; at < source.Length; at++)
            {
                var place = step == 1 ? at % size : at / size;
                for (var offset = -Radius; offset <= Radius; offset++)
                {
                    if (place + offset >= 0 && place + offset < size)
                    {
                        blurred[at] += weights[offset + Radius] / sum * source[at + offset * step];
                    }
                }
            }

            return blurred;
        }
    }
}
