using System.Globalization;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Words;

public sealed class LeakDemoTests(SmallStudy study) : IClassFixture<SmallStudy>
{
    [Fact]
    public void The_same_people_on_both_sides_seem_to_prove_what_is_not_there_and_check_refuses_them()
    {
        var folder = study.NewOutput();

        // Two whole trainings of people who come back: longer than other commands take.
        var said = WarmProcesses.Run(["demo", "--leak", "--output", folder], 2 * Deadline.OfTests).Ended(0);

        Assert.Contains("participants that are in training too: sub-", said.Output, StringComparison.Ordinal);
        Assert.Contains("2 things have to be put right first (nothing was written).", said.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "results-refused")));
        Assert.InRange(Auc(folder, "results-by-session").Value, 0.9, 1);
        var (_, lower, upper) = Auc(folder, "results-by-person");
        Assert.InRange(0.5, lower, upper);
        Assert.All(["  by session: BA ", "  by person:  BA "], start => Assert.InRange(Assert.Single(said.OutputLines, line => line.StartsWith(start, StringComparison.Ordinal)).Length, 0, 80));
    }

    private static (double Value, double Lower, double Upper) Auc(string folder, string results)
    {
        var table = File.ReadAllLines(Path.Combine(folder, results, "estimate.tsv")).Select(line => line.Split('\t')).ToList();
        return (Figure("auc"), Figure("auc_lower"), Figure("auc_upper"));

        double Figure(string column) => double.Parse(table[1][Array.IndexOf(table[0], column)], CultureInfo.InvariantCulture);
    }
}
