namespace SliceActors.Cohorts.TsvTool;

/// <summary>Deals participants to folds as scikit-learn's <c>StratifiedKFold(n_splits, shuffle=True, random_state=2)</c> does.</summary>
internal static class FoldDealer
{
    private const uint Seed = 2;

    /// <summary>Deals participants to folds.</summary>
    /// <param name="strata">Each participant's stratum. Strata are dealt in the order in which they appear first, one generator for all.</param>
    /// <param name="folds">Number of folds.</param>
    /// <returns>Each participant's fold, 0 … <paramref name="folds"/> − 1.</returns>
    public static int[] Deal(IReadOnlyList<string> strata, int folds)
    {
        var random = new NumPyRandom(Seed);
        var dealt = new int[strata.Count];
        var next = 0;
        foreach (var stratum in Enumerable.Range(0, strata.Count).GroupBy(participant => strata[participant], StringComparer.Ordinal))
        {
            // Taken in turns over all strata, as if these stood one after the other, so that the folds are of even size as a whole.
            var members = stratum.ToArray();
            var shares = Enumerable.Range(next, members.Length).Select(turn => turn % folds).Order().ToArray();
            random.Shuffle(shares);
            for (var i = 0; i < members.Length; i++)
            {
                dealt[members[i]] = shares[i];
            }

            next += members.Length;
        }

        return dealt;
    }
}
