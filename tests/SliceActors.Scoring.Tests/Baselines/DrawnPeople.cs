using System.Globalization;
using SliceActors.Runs.Randomness;

namespace SliceActors.Scoring.Tests.Baselines;

/// <summary>Examples of two classes that differ in three values; some people have several.</summary>
internal sealed class DrawnPeople
{
    public DrawnPeople(int count, int values, ulong seed)
    {
        var random = new CountedRandom(seed);
        Labels = [.. Enumerable.Range(0, count).Select(i => i % 3 == 0 ? 1 : 0)];
        Participants = [.. Enumerable.Range(0, count).Select(i => $"sub-{i - (i % 4 == 3 ? 3 : 0)}")];
        Rows = [.. Enumerable.Range(0, count).Select(i => Enumerable.Range(0, values).Select(j => (float)(Noise(random) + (j < 3 ? 2 * Labels[i] : 0) + (10 * j))).ToArray())];
    }

    public float[][] Rows { get; }

    public int[] Labels { get; }

    public string[] Participants { get; }

    /// <summary>One line for each: class, participant, values.</summary>
    public string Write(string folder)
    {
        var path = Path.Combine(folder, "people.tsv");
        File.WriteAllLines(path, Rows.Select((row, i) => string.Join('\t', [$"{Labels[i]}", Participants[i], .. row.Select(value => ((double)value).ToString("R", CultureInfo.InvariantCulture))])));
        return path;
    }

    // The sum of twelve uniform numbers is close enough to a normal one.
    private static double Noise(CountedRandom random) => Enumerable.Range(0, 12).Sum(_ => random.NextInt(1_000_000) / 1e6) - 6;
}
