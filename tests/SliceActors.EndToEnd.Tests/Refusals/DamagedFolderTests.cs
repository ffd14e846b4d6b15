using Microsoft.Data.Sqlite;
using SliceActors.Endings;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.EndToEnd.Tests.Refusals;

[Collection(UndisturbedRunsGroup.Name)]
public sealed class DamagedFolderTests(UndisturbedRuns runs)
{
    [Theory]
    [InlineData("missing")]
    [InlineData("empty")]
    [InlineData("no database")]
    [InlineData("no tables")]
    public void A_lost_journal_beside_trained_networks_stops_every_command_and_nothing_is_deleted(string loss)
    {
        var tree = Copy();
        File.Delete(tree.Journal);
        switch (loss)
        {
            case "empty":
                File.WriteAllBytes(tree.Journal, []);
                break;
            case "no database":
                File.WriteAllText(tree.Journal, new string('x', 5000));
                break;
            case "no tables":
                Execute(tree, "CREATE TABLE other (x INTEGER)");
                break;
        }

        AssertRefused(tree, tree.Journal, "backup");
    }

    [Fact]
    public void An_event_of_a_later_version_is_named_by_its_file_and_number()
    {
        var tree = Copy();
        Execute(tree, "UPDATE journal SET manifest = 'zz' WHERE sequence_number = 4 AND persistence_id NOT LIKE '%-fold-%'");

        AssertRefused(tree, $"{tree.Journal}: event 4 of run-", "'zz'", "later version");
    }

    [Fact]
    public void A_missing_event_is_noticed()
    {
        var tree = Copy();
        Execute(tree, "DELETE FROM journal WHERE sequence_number = 4 AND persistence_id NOT LIKE '%-fold-%'");

        AssertRefused(tree, $"{tree.Journal}: event 4 of run-", "is missing");
    }

    [Fact]
    public void An_empty_or_cut_run_file_is_named()
    {
        var tree = Copy();
        var text = File.ReadAllText(tree.RunFile);

        File.WriteAllText(tree.RunFile, string.Empty);
        AssertRefused(tree, $"{tree.RunFile} is empty");
        File.WriteAllText(tree.RunFile, text[..(text.Length / 2)]);
        AssertRefused(tree, $"{tree.RunFile} is cut");
    }

    [Fact]
    public void A_damaged_submission_does_no_harm_while_the_journal_has_it_and_is_named_else()
    {
        var tree = Copy();
        var submission = Path.Combine(tree.Bookkeeping, "submission.bin");
        File.WriteAllText(submission, "damaged");

        SliceActorsProgram.Run("status", tree.Root).Ended(0);
        SliceActorsProgram.Run(runs.Study.Resume(tree.Root)).Ended(0);

        File.Delete(tree.Journal);
        foreach (var fold in Directory.EnumerateDirectories(tree.Root, "fold-*"))
        {
            Directory.Delete(fold, recursive: true);
        }

        AssertRefused(tree, submission);
    }

    [Fact]
    public void A_fold_or_slice_that_is_gone_is_missed_by_what_takes_the_networks()
    {
        var tree = new ResultTree(runs.CopyOf(runs.Multicnn));
        var (gone, set) = (tree.Fold(new FoldIndex(0)), Path.Combine(runs.Study.Labels, "validation_splits-2", "split-1"));
        var table = Path.Combine(tree.Classification(new FoldIndex(1), Selection.BestBalancedAccuracy), "validation_slice_level_prediction.tsv");
        var rows = File.ReadAllLines(table);
        var slice = rows[^1].Split('\t')[2];
        File.WriteAllLines(table, rows.Where(row => row.Split('\t')[2] != slice));
        Directory.Delete(gone, recursive: true);
        var before = FolderSnapshot.All(tree.Root);
        string[] missed = [$"{gone}: no such folder", $"{table}: no rows of slice {slice}"];

        SliceActorsProgram.Run("predict", tree.Root, runs.Study.Caps, set, "again", "--use_cpu", "--cache_dir", runs.Study.Cache).Ended((int)ExitCode.BadInput).Said(missed);
        SliceActorsProgram.Run("export", tree.Root, runs.Study.NewOutput()).Ended((int)ExitCode.BadInput).Said(missed);
        SliceActorsProgram.Run(runs.Study.Resume(tree.Root)).Ended((int)ExitCode.Storage).Said($"{gone} was finished, but is not there any more.");

        Assert.Equal(before, FolderSnapshot.All(tree.Root));
    }

    private void AssertRefused(ResultTree tree, params string[] said)
    {
        var before = FolderSnapshot.All(tree.Root);
        SliceActorsProgram.Run("status", tree.Root).Ended((int)ExitCode.Storage).Said(said);
        SliceActorsProgram.Run(runs.Study.Resume(tree.Root)).Ended((int)ExitCode.Storage).Said(said);
        Assert.Equal(before, FolderSnapshot.All(tree.Root));
    }

    private ResultTree Copy() => new(runs.CopyOf(runs.Cnn));

    private static void Execute(ResultTree tree, string command)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = tree.Journal, Pooling = false }.ToString());
        connection.Open();
        using var execute = connection.CreateCommand();
        execute.CommandText = command;
        execute.ExecuteNonQuery();
    }
}
