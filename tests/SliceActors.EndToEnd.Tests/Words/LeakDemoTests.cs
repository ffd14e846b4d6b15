using System.Globalization;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Studies;

namespace SliceActors.EndToEnd.Tests.Words;

public sealed class LeakDemoTests(SmallStudy study) : IClassFixture<SmallStudy>
{
    [Fact]
    public void The_same_people_on_both_sides_seem_to_prove_what_is_not_there_and_check_refuses_them()
    {
        var folder = study.NewOutput();

        var said = SliceActorsProgram.Run("demo", "--leak", "--output", folder).Ended(0);

        Assert.Contains("participants that are in training too: sub-", said.Output, StringComparison.Ordinal);
        Assert.Contains("2 things have to be put right first (nothing was written).", said.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(folder, "results-refused")));
        Assert.InRange(Auc(folder, "results-by-session"), 0.9, 1);
        Assert.InRange(Auc(folder, "results-by-person"), 0.2, 0.75);
        Assert.All(said.OutputLines.Where(line => line.Contains("dealt:", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 80));
    }

    private static double Auc(string folder, string results) =>
        double.Parse(File.ReadAllLines(Path.Combine(folder, results, "estimate.tsv"))[1].Split('\t')[9], CultureInfo.InvariantCulture);
}
