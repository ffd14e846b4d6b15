using MathNet.Numerics;

namespace SliceActors.Cohorts.TsvTool;

/// <summary>ClinicaDL's measure of how alike two sets are in sex: a one-way chi-square on proportions, not on counts.</summary>
internal static class ProportionTest
{
    /// <summary>p-value, with one degree of freedom, of the proportions in the subset when those in train are expected.</summary>
    /// <returns>0 … 1; 1 when all are of one sex; 0 when a set has nobody of known sex or train lacks a sex that the subset has.</returns>
    public static double PValue(int subsetMen, int subsetWomen, int trainMen, int trainWomen)
    {
        if (subsetMen + subsetWomen == 0 || trainMen + trainWomen == 0)
        {
            return 0;
        }

        if (subsetMen + trainMen == 0 || subsetWomen + trainWomen == 0)
        {
            return 1;
        }

        if (trainMen == 0 || trainWomen == 0)
        {
            return 0;
        }

        var observed = (double)subsetMen / (subsetMen + subsetWomen);
        var expected = (double)trainMen / (trainMen + trainWomen);
        var chiSquare = (observed - expected) * (observed - expected) * ((1 / expected) + (1 / (1 - expected)));

        // With one degree of freedom the root of chi-square is the absolute value of a standard normal number.
        return SpecialFunctions.Erfc(Math.Sqrt(chiSquare / 2));
    }
}
