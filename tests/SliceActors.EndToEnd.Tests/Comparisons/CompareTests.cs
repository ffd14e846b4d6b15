using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Comparisons;

/// <summary><c>compare</c>, on the undisturbed runs, which it only reads.</summary>
[Collection(UndisturbedRunsGroup.Name)]
public sealed class CompareTests(UndisturbedRuns runs) : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Validation_sets_of_trainings_are_compared_on_the_screen_and_in_a_table_and_nothing_else_is_written()
    {
        var (before, table) = (FolderSnapshot.All(runs.Cnn), folder.File("differences.tsv"));

        var said = SliceActorsProgram.Run("compare", runs.Cnn, runs.Multicnn, "--output", table).Ended(0).Output;

        Assert.All(["first − second", "AUC, folds", "n = 12 people (6 of class 1, 6 of class 0), mean of 2 folds.", $"All figures: {table}"], text => Assert.Contains(text, said, StringComparison.Ordinal));
        var rows = File.ReadAllLines(table).Select(line => line.Split('\t')).ToList();
        Assert.Equal(["auc delong", "auc nadeau_bengio", "balanced_accuracy nadeau_bengio"], rows.Skip(1).Select(row => $"{row[6]} {row[7]}"));
        Assert.All(rows, row => Assert.Equal(rows[0].Length, row.Length));

        // The figures that are compared are those to publish.
        Assert.Equal([Published(runs.Cnn), Published(runs.Multicnn)], rows[1][8..10]);
        Assert.Equal(before, FolderSnapshot.All(runs.Cnn));

        var bytes = File.ReadAllBytes(table);
        SliceActorsProgram.Run("compare", runs.Cnn, runs.Multicnn, "--output", table).Ended(2).Said("is there already");
        File.Delete(table);
        SliceActorsProgram.Run("compare", runs.Cnn, runs.Multicnn, "--output", table).Ended(0);
        Assert.Equal(bytes, File.ReadAllBytes(table));
    }

    [Fact]
    public void Predictions_of_people_who_were_held_out_are_compared_as_tables_or_by_their_name()
    {
        var (table, copy) = (folder.File("differences.tsv"), Folder("test", Rows(0.9, 0.2, 0.6, 0.3, 0.7, 0.8)));

        SliceActorsProgram.Run("compare", copy, Table("other", Rows(0.9, 0.2, 0.4, 0.6, 0.7, 0.1)), "--group", "test", "--output", table).Ended(0);

        var rows = File.ReadAllLines(table).Select(line => line.Split('\t')).ToList();
        Assert.Equal(["auc delong", "balanced_accuracy bootstrap", "calls mcnemar", "auc bootstrap"], rows.Skip(1).Select(row => $"{row[6]} {row[7]}"));
        Assert.Equal(["test", "", "3", "3"], rows[1][2..6]);
        Assert.Equal(["2.0", "1.0"], rows[3][8..10]);

        SliceActorsProgram.Run("compare", copy, runs.Cnn, "--group", "tset").Ended(2).Said("no predictions 'tset'", "did you mean test?");
    }

    [Fact]
    public void What_cannot_be_compared_is_said_at_once()
    {
        SliceActorsProgram.Run("compare", runs.Study.Labels, folder.File("none"), "--selection_metrics", "los").Ended(2).Said("did you mean loss?");
        SliceActorsProgram.Run("compare", runs.Study.Labels, folder.File("none")).Ended(2).Said("no run of SliceActors in it", "no such file or folder", "2 things have to be put right first");
        SliceActorsProgram.Run("compare", runs.Cnn, runs.Cnn + "/").Ended(2).Said("named twice");
        SliceActorsProgram.Run("compare", runs.Cnn, File.CreateSymbolicLink(folder.File("link"), runs.Cnn).FullName).Ended(2).Said("named twice");
        SliceActorsProgram.Run("compare", runs.Cnn).Ended(2).Said("1 result", "two or more results");
        var documented = Path.Combine(runs.Cnn, "fold-0", "cnn_classification", "best_loss", "validation_image_level_prediction.tsv");
        SliceActorsProgram.Run("compare", documented, Table("bad", "participant_id\tsession_id\n")).Ended(2).Said("epochs and weights were chosen by", "columns participant_id, session_id");
    }

    private static string Published(string output) => File.ReadAllLines(Path.Combine(output, "estimate.tsv"))[1].Split('\t')[9];

    private static string Rows(params double[] scores) => string.Concat(
        ["participant_id\tsession_id\ttrue_label\tpredicted_label\tproba0\tproba1\n", .. scores.Select((score, i) => FormattableString.Invariant($"sub-{i}\tses-M00\t{1 - (i % 2)}\t{(score > 0.5 ? 1 : 0)}\t{1 - score}\t{score}\n"))]);

    private string Table(string name, string text) => folder.Write($"{name}_image_level_prediction.tsv", System.Text.Encoding.UTF8.GetBytes(text));

    private string Folder(string group, string text)
    {
        var fold = folder.File("results", "fold-0", "cnn_classification", "best_balanced_accuracy");
        Directory.CreateDirectory(fold);
        File.WriteAllText(Path.Combine(fold, $"{group}_image_level_prediction.tsv"), text);
        return folder.File("results");
    }
}
