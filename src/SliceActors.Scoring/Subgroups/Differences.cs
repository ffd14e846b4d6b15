using System.Collections.Immutable;
using MathNet.Numerics.Distributions;

namespace SliceActors.Scoring.Subgroups;

/// <summary>
/// Tests whether figures of subgroups that have no person in common are one figure: the squared deviations from their mean weighed by precision, divided by their variances, are
/// as χ² (Cochran, "The combination of estimates from different experiments", Biometrics 1954).
/// </summary>
internal static class Differences
{
    /// <summary>Tests the subgroups of one column.</summary>
    public static SubgroupTest Test(string column, ImmutableArray<Subgroup> subgroups)
    {
        ImmutableArray<Subgroup> judged = [.. subgroups.Where(subgroup => !subgroup.Held.HasOneClassOnly)];
        return new SubgroupTest(
            column,
            P([.. judged.Where(subgroup => subgroup.Held.Figures.AucVariance > 0).Select(subgroup => (subgroup.Held.Figures.Auc.Value, subgroup.Held.Figures.AucVariance))]),
            P([.. judged.Select(Accuracy)]));
    }

    /// <summary>p of the hypothesis that all values are estimates of one.</summary>
    /// <param name="figures">Values with their variances, greater than 0.</param>
    /// <returns>NaN for fewer than two.</returns>
    internal static double P(IReadOnlyList<(double Value, double Variance)> figures)
    {
        if (figures.Count < 2)
        {
            return double.NaN;
        }

        var mean = figures.Sum(figure => figure.Value / figure.Variance) / figures.Sum(figure => 1 / figure.Variance);
        return 1 - ChiSquared.CDF(figures.Count - 1, figures.Sum(figure => (figure.Value - mean) * (figure.Value - mean) / figure.Variance));
    }

    // One made-up answer of each kind in each class: nobody wrong does not mean nothing uncertain (Agresti and Caffo, The American Statistician 2000).
    private static (double Value, double Variance) Accuracy(Subgroup subgroup)
    {
        var (held, figures) = (subgroup.Held, subgroup.Held.Figures);
        var shared = held.AreOfFolds ? 2.0 : 1;
        var (positives, negatives) = (held.Positives / shared, held.Negatives / shared);
        var (sensitivity, specificity) = (Shrunk(figures.Sensitivity.Value, positives), Shrunk(figures.Specificity.Value, negatives));
        return (
            (sensitivity + specificity) / 2,
            ((sensitivity * (1 - sensitivity) / (positives + 2)) + (specificity * (1 - specificity) / (negatives + 2))) / 4);

        static double Shrunk(double share, double people) => ((share * people) + 1) / (people + 2);
    }
}
