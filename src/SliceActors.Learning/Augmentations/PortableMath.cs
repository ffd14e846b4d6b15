namespace SliceActors.Learning.Augmentations;

/// <summary>Functions whose last bit does not depend on the C library or the processor, as that of <see cref="Math"/> may.</summary>
internal static class PortableMath
{
    private const double Ln2 = 0.69314718055994531;
    private const int Terms = 14; // The next one is below 2^−53 for |x| ≤ ln 2 / 2.

    /// <summary>eˣ for |x| below 700: 2ᵏ times the power series of e at x − k ln 2.</summary>
    public static double Exp(double x)
    {
        var k = Math.Round(x / Ln2);
        var rest = x - (k * Ln2);
        var sum = 1.0;
        for (var term = Terms; term > 0; term--)
        {
            sum = 1 + (rest / term * sum);
        }

        return Math.ScaleB(sum, (int)k);
    }
}
