using System.Collections.Immutable;

namespace SliceActors.Scoring.Chance;

/// <summary>
/// How often chance does as well: p = (b + 1) / (M + 1), where b of M permutations reach what was observed (Phipson and Smyth, Statistical Applications in
/// Genetics and Molecular Biology 2010).
/// </summary>
/// <param name="Permutations">M.</param>
/// <param name="Reached">b; permutations without a figure are among them, since nobody knows what they would have reached.</param>
/// <param name="Threshold">What an observation has to exceed for p ≤ 0.05; not a number where no observation could, or where it is not known.</param>
public sealed record PermutationTest(int Permutations, int Reached, double Threshold)
{
    /// <summary>The level of the threshold.</summary>
    public const double Level = 0.05;

    // Figures are means of counts: the same figure may differ in its last digits where they were added in another order.
    private const double Alike = 1e-9;

    /// <summary>Share of figures at least as large as what was observed, itself included.</summary>
    public double P => (Reached + 1.0) / (Permutations + 1);

    /// <summary>
    /// Tests an observation. Given the greatest figure of each permutation among many, p and the threshold hold for all of the many together (Westfall and
    /// Young, Resampling-Based Multiple Testing, 1993).
    /// </summary>
    /// <param name="observed">A number.</param>
    /// <param name="permuted">The figure of each permutation; not a number where it has none.</param>
    public static PermutationTest Of(double observed, ImmutableArray<double> permuted) =>
        new(permuted.Length, permuted.Count(figure => !(figure < observed - Alike)), ThresholdOf(permuted));

    private static double ThresholdOf(ImmutableArray<double> permuted)
    {
        var rank = (int)Math.Floor((Level * (permuted.Length + 1)) + Alike);
        return rank == 0 || permuted.Count(double.IsNaN) >= rank
            ? double.NaN
            : permuted.OrderByDescending(figure => double.IsNaN(figure) ? double.PositiveInfinity : figure).ElementAt(rank - 1);
    }
}
