using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Folds;
using SliceActors.Scoring.Tables;
using SliceActors.Scoring.Tests.Reference;

namespace SliceActors.Scoring.Tests.Tables;

/// <summary>Slice-level predictions of runs of the reference go back through the merge; what comes out must be its other tables, byte for byte.</summary>
public sealed class FoldTablesGoldenTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("fold-tables-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("tiny_cnn_kfold")]
    [InlineData("tiny_multicnn_kfold")]
    [InlineData("tiny_multicnn_single")]
    public void Tables_equal_those_of_the_reference(string run) => Compare(Path.Combine(Golden.Folder, "runs", run), new FoldIndex(0));

    [SkippableFact]
    public void Tables_equal_those_of_every_run_of_the_reference()
    {
        var shared = Golden.Shared();
        Skip.If(shared is null, "The reference outputs are not beside the repository.");
        var folds = Directory.GetDirectories(Path.Combine(shared, "runs"), "*cnn*")
            .SelectMany(run => Directory.GetDirectories(run, "fold-*").Select(fold => (run, new FoldIndex(Golden.Whole(Path.GetFileName(fold)["fold-".Length..])))));
        Assert.Equal(6, folds.Count());
        Assert.All(folds, fold => Compare(fold.run, fold.Item2));
    }

    private void Compare(string run, FoldIndex fold)
    {
        // Runs with --selection_threshold 0.7 compared 0.7 with a number of right sessions, which drops no slice that has any: our threshold 0.
        var reference = new ReferenceFold(run, fold);
        var tree = new ResultTree(Path.Combine(folder.FullName, Path.GetFileName(run)));
        var result = FoldMerge.Merge(reference.Plan, fold, reference.NetworkType, new VoteSpec { Weights = VoteWeights.Accuracy }, 1, reference.Outcomes);
        Assert.Equal(24, FoldTables.Write(tree, result).Count);
        foreach (var set in result.Sets)
        {
            Check("image_level_metrics", (ours, theirs) => Assert.Equal(theirs, ours));
            Check("image_level_prediction", (ours, theirs) => Assert.Equal(theirs, ours.Select(line => string.Join('\t', line.Split('\t')[..^2]))));
            Check("slice_level_metrics", (ours, theirs) => CompareSliceMetrics(reference, ours, theirs));
            Check("slice_level_prediction", (ours, theirs) =>
            {
                Assert.Equal(theirs[0], ours[0]);
                Assert.Equal(InOrder(theirs, set.Subset), ours[1..].Select(line => Joined(reference, line)));
            });

            void Check(string table, Action<string[], string[]> compare) =>
                compare(Lines(reference.PathIn(tree, set.Selection, set.Subset, table)), Lines(reference.Path(set.Selection, set.Subset, table)));
        }

        // Training rows of the reference are shuffled within a network, ours are in the order of the set, which ReferenceFold sorts.
        IEnumerable<string> InOrder(string[] lines, DataSubset subset) => subset == DataSubset.Validation
            ? lines[1..]
            : lines[1..].OrderBy(line => reference.NetworkType == NetworkType.Multicnn ? Golden.Whole(line.Split('\t')[2]) : 0)
                .ThenBy(line => string.Join('\t', line.Split('\t')[..2]), StringComparer.Ordinal).ThenBy(line => Golden.Whole(line.Split('\t')[2]));
    }

    private static void CompareSliceMetrics(ReferenceFold reference, string[] ours, string[] theirs)
    {
        Assert.Equal(theirs[0], ours[0]);
        Assert.Equal(theirs.Length, ours.Length);
        for (var i = 1; i < ours.Length; i++)
        {
            // The reference loses the slice id of its multicnn networks.
            Assert.Equal("", theirs[i].Split('\t')[^1]);
            Assert.Equal(reference.NetworkType == NetworkType.Multicnn ? $"{reference.Plan.Slices.At(i - 1)}" : "", ours[i].Split('\t')[^1]);
            Assert.Equal(theirs[i].Split('\t')[..^1], Joined(reference, ours[i]).Split('\t')[..^1]);
        }
    }

    private static string Joined(ReferenceFold reference, string line) =>
        reference.NetworkType == NetworkType.Multicnn ? string.Join('\t', line.Split('\t').Select(PandasReread.Of)) : line;

    private static string[] Lines(string path)
    {
        var text = File.ReadAllText(path);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        return text[..^1].Split('\n');
    }
}
