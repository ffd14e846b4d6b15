namespace SliceActors.Cohorts.TsvTool;

/// <summary>How alike two sets are.</summary>
/// <param name="PAge">p-value of equal ages; 1 when ages are not looked at.</param>
/// <param name="PSex">p-value of equal proportions of the sexes; 1 when sexes are not looked at.</param>
internal readonly record struct Balance(double PAge, double PSex)
{
    /// <summary>Measures a draw.</summary>
    /// <param name="demographics">Of the members that are divided, then of those who are in train anyhow.</param>
    /// <param name="inSubset">Whether a member is in the subset; shorter than the demographics when some are in train anyhow.</param>
    /// <param name="ages">Scratch space for as many ages as there are members.</param>
    public static Balance Of(Demographics demographics, ReadOnlySpan<bool> inSubset, Span<double> ages)
    {
        var (pAge, pSex) = (1.0, 1.0);
        if (demographics.Ages is { } known)
        {
            // The subset's ages grow from the front, train's from the back.
            var (front, back) = (0, ages.Length);
            for (var i = 0; i < known.Length; i++)
            {
                if (!double.IsNaN(known[i]))
                {
                    ages[i < inSubset.Length && inSubset[i] ? front++ : --back] = known[i];
                }
            }

            pAge = StudentTTest.PValue(ages[..front], ages[back..]);
        }

        if (demographics.Sexes is { } sexes)
        {
            Span<int> counts = stackalloc int[6];
            for (var i = 0; i < sexes.Length; i++)
            {
                counts[(int)sexes[i] + (i < inSubset.Length && inSubset[i] ? 3 : 0)]++;
            }

            pSex = ProportionTest.PValue(counts[3 + (int)Sex.Male], counts[3 + (int)Sex.Female], counts[(int)Sex.Male], counts[(int)Sex.Female]);
        }

        return new Balance(pAge, pSex);
    }

    /// <summary>How far the worse of the two values lies above its threshold; negative when below.</summary>
    public double Margin(double ageThreshold, double sexThreshold) => Math.Min(PAge - ageThreshold, PSex - sexThreshold);
}
