using System.Globalization;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.EndToEnd.Tests.Earlier;

/// <summary>Result folders of version 0.1.0.</summary>
public sealed class EarlierVersionTests : IDisposable
{
    private readonly EarlierStudy study = new("0.1.0");

    public void Dispose() => study.Dispose();

    [Theory]
    [InlineData("multicnn", "Image level")]
    [InlineData("cnn", "Image level")]
    [InlineData("interrupted", "10 of 24 epochs")]
    public void Status_tells_how_far_it_came(string results, string says) =>
        Assert.Contains(says, study.Run("status", results).Ended(0).Output, StringComparison.Ordinal);

    [Fact]
    public void Resume_ends_as_the_undisturbed_run_did()
    {
        study.Run("resume", "interrupted", "--cache_dir", "cache").Ended(0);

        // Networks that were finished by this version have their predictions in a file, and folds that were merged by it an estimate, of the slices, too, and answers for each person.
        foreach (var newer in (string[])["predictions.pth.tar", "estimate.tsv", "slices.tsv", "last_epoch.tsv", "*-validation.tsv"])
        {
            foreach (var file in Directory.GetFiles(study.Results("interrupted"), newer, SearchOption.AllDirectories))
            {
                File.Delete(file);
            }
        }

        Assert.Equal(FolderSnapshot.Results(study.Results("multicnn")).Keys, FolderSnapshot.Results(study.Results("interrupted")).Keys);
        if (study.SameNumerics)
        {
            FolderSnapshot.AssertSameResults(study.Results("multicnn"), study.Results("interrupted"));
        }
    }

    [Theory]
    [InlineData("multicnn")]
    [InlineData("cnn")]
    public void Predict_says_again_what_the_training_said(string results)
    {
        study.Run("predict", results, "caps", "labels/validation_splits-2/split-0", "again", "-cpu", "--cache_dir", "cache").Ended(0);

        foreach (var selection in Enum.GetValues<Selection>())
        {
            var folder = new ResultTree(study.Results(results)).Classification(new FoldIndex(0), selection);
            var (then, now) = (Directory.GetFiles(folder, "validation_*.tsv").Order().ToArray(), Directory.GetFiles(folder, "again_*.tsv").Order().ToArray());
            Assert.Equal(then.Select(table => Name(table, "validation_")), now.Select(table => Name(table, "again_")));
            if (study.SameNumerics)
            {
                Assert.Equal(then.Select(File.ReadAllText), now.Select(File.ReadAllText));
            }
            else
            {
                Assert.All(
                    then.Zip(now, (first, second) => (First: first, Second: second)).Where(tables => tables.First.EndsWith("_prediction.tsv", StringComparison.Ordinal)),
                    tables => Assert.Equal(Cells(tables.First), Cells(tables.Second), AreClose));
            }
        }
    }

    private static IEnumerable<string> Cells(string table) => File.ReadLines(table).SelectMany(line => line.Split('\t'));

    private static bool AreClose(string one, string other) =>
        one == other || (double.TryParse(one, CultureInfo.InvariantCulture, out var first) && double.TryParse(other, CultureInfo.InvariantCulture, out var second) && Math.Abs(first - second) < 1e-5);

    private static string Name(string table, string prefix) => Path.GetFileName(table)[prefix.Length..];
}
