using SliceActors.Runs.Randomness;

namespace SliceActors.Cohorts.TsvTool;

/// <summary>Draws a subset that is like the rest in age and sex, as evenly from all strata as their sizes allow.</summary>
internal sealed class BalancedDraw
{
    /// <summary>Draws after which the best one so far is taken.</summary>
    public const int MostTries = 10_000;

    private readonly int[][] strata;
    private readonly int[] shares;
    private readonly Demographics demographics;
    private readonly int count;

    /// <summary>Prepares draws.</summary>
    /// <param name="strata">Each member's stratum. Those of a single member join the first stratum in ordinal order.</param>
    /// <param name="subsetSize">How many to draw, at most as many as there are members.</param>
    /// <param name="demographics">Of the members, then of others who are in train anyhow.</param>
    public BalancedDraw(IReadOnlyList<string> strata, int subsetSize, Demographics demographics)
    {
        this.demographics = demographics;
        count = strata.Count;
        var groups = Enumerable.Range(0, count).GroupBy(member => strata[member], StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToList();
        var joined = groups.Where((group, index) => index == 0 || group.Count() == 1).SelectMany(group => group).ToArray();
        this.strata = [joined, .. groups.Skip(1).Where(group => group.Count() > 1).Select(group => group.ToArray())];
        shares = Shares(this.strata, subsetSize, count);
    }

    /// <summary>Draws until both p-values reach their thresholds.</summary>
    /// <returns>Whether each member is in the subset, and how alike the sets are: above the thresholds, or the best of <see cref="MostTries"/> draws.</returns>
    public (bool[] InSubset, Balance Balance) Draw(double ageThreshold, double sexThreshold, CountedRandom random)
    {
        var (drawn, best, ages) = (new bool[count], new bool[count], new double[demographics.Ages?.Length ?? 0]);
        Balance? bestBalance = null;
        for (var attempt = 0; attempt < MostTries && !(bestBalance?.Margin(ageThreshold, sexThreshold) >= 0); attempt++)
        {
            DrawOnce(drawn, random);
            var balance = Balance.Of(demographics, drawn, ages);
            if (bestBalance is not { } soFar || balance.Margin(ageThreshold, sexThreshold) > soFar.Margin(ageThreshold, sexThreshold))
            {
                bestBalance = balance;
                (drawn, best) = (best, drawn);
            }
        }

        return (best, bestBalance!.Value);
    }

    private void DrawOnce(bool[] drawn, CountedRandom random)
    {
        for (var stratum = 0; stratum < strata.Length; stratum++)
        {
            var members = strata[stratum];
            random.Shuffle<int>(members);
            for (var i = 0; i < members.Length; i++)
            {
                drawn[members[i]] = i < shares[stratum];
            }
        }
    }

    /// <summary>Members to draw from each stratum: proportional, the largest remainders rounded up.</summary>
    private static int[] Shares(int[][] strata, int subsetSize, int count)
    {
        var shares = Array.ConvertAll(strata, members => (int)((long)subsetSize * members.Length / count));
        var rounded = Enumerable.Range(0, strata.Length).OrderByDescending(stratum => (long)subsetSize * strata[stratum].Length % count).Take(subsetSize - shares.Sum());
        foreach (var stratum in rounded)
        {
            shares[stratum]++;
        }

        return shares;
    }
}
