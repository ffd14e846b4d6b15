using System.Globalization;
using System.Text.Json.Nodes;
using SliceActors.Endings;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Imaging.Synthetic;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.EndToEnd.Tests.Predictions;

[Collection(UndisturbedRunsGroup.Name)]
public sealed class PredictTests(UndisturbedRuns runs)
{
    private static readonly string[] Files =
    [
        "slice_level_prediction", "slice_level_metrics", "slice_level_extended_metrics", "image_level_prediction", "image_level_metrics", "image_level_extended_metrics",
    ];

    [Theory]
    [InlineData("multicnn")]
    [InlineData("cnn")]
    public void Predictions_of_the_validation_set_of_a_training_are_its_own_tables_byte_for_byte(string networkType)
    {
        var results = CopyOf(networkType == "cnn" ? runs.Cnn : runs.Multicnn);
        foreach (var fold in new[] { 0, 1 })
        {
            SliceActorsProgram.Run(Predict(results, Set("validation", fold), $"again-{fold}")).Ended(0);

            foreach (var selection in new[] { "best_balanced_accuracy", "best_loss" })
            {
                var folder = Path.Combine(results, $"fold-{fold}", "cnn_classification", selection);
                Assert.All(Files, file => Assert.Equal(
                    File.ReadAllText(Path.Combine(folder, $"validation_{file}.tsv")), File.ReadAllText(Path.Combine(folder, $"again-{fold}_{file}.tsv"))));
            }
        }
    }

    [Fact]
    public void The_ensemble_is_the_mean_of_the_folds()
    {
        var results = CopyOf(runs.Multicnn);

        var said = SliceActorsProgram.Run(Predict(results, Set("validation", 0), "test")).Ended(0);

        var folds = new[] { 0, 1 }.Select(fold => Rows(Path.Combine(results, $"fold-{fold}", "cnn_classification", "best_loss", "test_image_level_prediction.tsv"))).ToList();
        var mean = Rows(Path.Combine(results, "ensemble", "best_loss", "test_image_level_prediction.tsv"));
        Assert.Equal(6, mean.Count);
        for (var row = 0; row < mean.Count; row++)
        {
            Assert.Equal(folds[0][row][..3], mean[row][..3]);
            Assert.Equal((Number(folds[0][row][5]) + Number(folds[1][row][5])) / 2, Number(mean[row][5]), 1e-12);
            Assert.Equal(Number(mean[row][5]) > Number(mean[row][4]) ? "1" : "0", mean[row][3]);
        }

        Assert.True(File.Exists(Path.Combine(results, "ensemble", "best_balanced_accuracy", "test_image_level_extended_metrics.tsv")));
        var accuracies = new[] { 0, 1 }.Select(fold => Number(Rows(Path.Combine(results, $"fold-{fold}", "cnn_classification", "best_loss", "test_image_level_metrics.tsv"))[0][0])).ToList();
        var summary = Rows(Path.Combine(results, "summary-test.tsv")).Single(row => row is ["best_loss", "test", "accuracy", ..]);
        Assert.Equal("2", summary[3]);
        Assert.Equal(accuracies.Average(), Number(summary[4]), 1e-12);
        Assert.Equal(Math.Abs(accuracies[0] - accuracies[1]) / Math.Sqrt(2), Number(summary[5]), 1e-12);
        Assert.Contains(said.OutputLines, line => line.Contains("mean", StringComparison.Ordinal) && line.Contains("loss", StringComparison.Ordinal));
        Assert.Contains("fold 1: its networks were trained with 6 of these participants", said.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("fold 0: its networks", said.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_networks_know_of_a_group_is_written_down_and_how_often_it_was_looked_at()
    {
        var results = CopyOf(runs.Cnn);
        Assert.All(Leaks(Path.Combine(results, "leakage.tsv")), leak => Assert.Equal(("checked", string.Empty), (leak[0], leak[3])));

        SliceActorsProgram.Run(Predict(results, Set("validation", 0), "first")).Ended(0);
        SliceActorsProgram.Run(Predict(results, Set("validation", 0), "first", "--overwrite")).Ended(0).Said("predicted with these networks once before (first)");
        var said = SliceActorsProgram.Run(Predict(results, Set("validation", 0), "second")).Ended(0).Said("predicted with these networks 2 times before (first)");

        var leaks = Leaks(Path.Combine(results, "leakage-second.tsv"));
        Assert.Equal(["checked", "checked", .. Enumerable.Repeat("group-chosen", 6), .. Enumerable.Repeat("group-participant", 6), "looked-at"], leaks.Select(leak => leak[0]));
        Assert.All(leaks.Where(leak => leak[0] == "group-participant"), leak => Assert.Equal(("1", "second", "train"), (leak[1], leak[2], leak[5])));
        Assert.Equal(["looked-at", "", "second", "", "", "first", "", "", "6", "2", "", ""], leaks[^1]);
        Assert.Contains("fold 0: epochs and weights of the vote were chosen by participants of this group", said.Errors, StringComparison.Ordinal);

        static List<string[]> Leaks(string table) => [.. File.ReadLines(table).Skip(1).Select(line => line.Split('\t'))];
    }

    [Fact]
    public void Without_labels_there_are_the_same_predictions_and_no_metrics()
    {
        var results = CopyOf(runs.Cnn);
        var table = Path.Combine(results, "new.tsv");
        var images = runs.Study.Images().Select(image => Path.GetFileName(image).Split('_')).ToList();
        File.WriteAllLines(table, ["session_id\tage\tparticipant_id", .. images.Select(parts => $"{parts[1]}\t50\t{parts[0]}")]);

        SliceActorsProgram.Run(Predict(results, table, "new", "--no_labels", "--selection_metrics", "loss", "--quiet")).Ended(0);

        var folder = Path.Combine(results, "fold-1", "cnn_classification", "best_loss");
        Assert.Equal(["new_image_level_prediction.tsv", "new_slice_level_prediction.tsv"], Directory.GetFiles(folder, "new_*").Select(Path.GetFileName).Order());
        Assert.Equal("participant_id\tsession_id\tpredicted_label\tproba0\tproba1", File.ReadLines(Path.Combine(folder, "new_image_level_prediction.tsv")).First());
        Assert.Equal(1 + (12 * 3), File.ReadLines(Path.Combine(folder, "new_slice_level_prediction.tsv")).Count());
        Assert.False(Directory.Exists(Path.Combine(results, "ensemble", "best_balanced_accuracy")));
        Assert.Empty(Directory.GetFiles(Path.Combine(results, "fold-0", "cnn_classification", "best_balanced_accuracy"), "new_*"));
        var validation = Rows(Path.Combine(folder, "validation_image_level_prediction.tsv")).ToDictionary(row => row[0], row => row[^1]);
        Assert.All(Rows(Path.Combine(folder, "new_image_level_prediction.tsv")).Where(row => validation.ContainsKey(row[0])), row => Assert.Equal(validation[row[0]], row[^1]));
        var page = File.ReadAllText(Path.Combine(results, "report.html"));
        Assert.Contains("Set new, without labels, mean of the folds, best by loss", page, StringComparison.Ordinal);
        Assert.All(
            Rows(Path.Combine(results, "ensemble", "best_loss", "new_image_level_prediction.tsv")),
            row => Assert.Contains($"<th scope=\"row\">{row[0]}</th><td>{row[1]}</td>", page, StringComparison.Ordinal));
    }

    [Fact]
    public void Rows_of_a_table_with_another_diagnosis_are_left_out()
    {
        var results = CopyOf(runs.Cnn);
        var table = Path.Combine(results, "new.tsv");
        var ids = runs.Study.Images().Select(image => Path.GetFileName(image).Split('_')).Select(parts => $"{parts[0]}\t{parts[1]}").ToList();
        File.WriteAllLines(table, ["participant_id\tsession_id\tdiagnosis", $"{ids[0]}\tLMCI", $"{ids[1]}\tAD", $"{ids[2]}\tLMCI", $"{ids[3]}\tCN"]);

        SliceActorsProgram.Run(Predict(results, table, "new")).Ended(0).Said("2 with 'LMCI'");

        Assert.Equal(2, Rows(Path.Combine(results, "ensemble", "best_loss", "new_image_level_prediction.tsv")).Count);
    }

    [Fact]
    public void Labels_and_their_classes_are_those_that_are_asked_for_and_the_cache_keeps_to_its_limit()
    {
        var results = CopyOf(runs.Cnn);
        var (table, cache) = (Path.Combine(results, "new.tsv"), Path.Combine(results, "cache"));
        var ids = runs.Study.Images().Select(image => Path.GetFileName(image).Split('_')).Select(parts => $"{parts[0]}\t{parts[1]}").ToList();
        File.WriteAllLines(table, ["participant_id\tsession_id\tdiagnosis", $"{ids[0]}\tdepr", $"{ids[1]}\tAD", $"{ids[^2]}\tCN", $"{ids[^1]}\tCN"]);
        string[] apply = ["predict", results, runs.Study.Caps, table];
        string[] brief = ["-cpu", "--cache_dir", cache, "--cache_limit", "0", "--nproc", "1", "--selection_metrics", "loss"];

        SliceActorsProgram.Run([.. apply, "new", .. brief, "--diagnoses", "CN", "depr", "--label_code", "depr=1"]).Ended(0);
        SliceActorsProgram.Run([.. apply, "all", .. brief, "-nl"]).Ended(0);

        var folder = Path.Combine(results, "ensemble", "best_loss");
        Assert.Equal(["1", "0", "0"], Rows(Path.Combine(folder, "new_image_level_prediction.tsv")).OrderBy(row => row[0], StringComparer.Ordinal).Select(row => row[2]));
        Assert.Equal(4, Rows(Path.Combine(folder, "all_image_level_prediction.tsv")).Count);
        Assert.Contains("1 store,", SliceActorsProgram.Run("cache", "list", "--cache_dir", cache).Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prefix_that_is_used_is_refused_unless_it_may_be_replaced()
    {
        var results = CopyOf(runs.Cnn);
        SliceActorsProgram.Run(Predict(results, Set("validation", 0), "test")).Ended(0);
        var before = FolderSnapshot.All(results);

        SliceActorsProgram.Run(Predict(results, Set("validation", 1), "test")).Ended((int)ExitCode.BadInput).Said("test is used already", "--overwrite");
        SliceActorsProgram.Run(Predict(results, Set("validation", 1), "train")).Ended((int)ExitCode.BadInput).Said("these are the tables of the training itself");
        Assert.Equal(before, FolderSnapshot.All(results));

        SliceActorsProgram.Run(Predict(results, Set("validation", 1), "test", "--overwrite", "--no_labels")).Ended(0);
        Assert.Empty(Directory.GetFiles(results, "test_*metrics.tsv", SearchOption.AllDirectories));
    }

    [Fact]
    public void All_that_is_wrong_is_said_at_once_and_nothing_is_written()
    {
        var results = CopyOf(runs.Multicnn);
        var tree = new ResultTree(results);
        var model = tree.Model(new UnitId(new FoldIndex(1), new NetworkIndex(2)), Selection.BestLoss);
        File.Delete(model);
        var table = Path.Combine(tree.Classification(new FoldIndex(0), Selection.BestBalancedAccuracy), "validation_slice_level_prediction.tsv");
        File.WriteAllText(table, "participant_id\tslice_id\n");
        var sessions = Path.Combine(results, "new.tsv");
        File.WriteAllLines(sessions, ["participant_id\tsession_id\tdiagnosis", "sub-99\tses-M00\tAD", "nobody\tses-M00\tCN"]);
        var before = FolderSnapshot.All(results);

        SliceActorsProgram.Run(Predict(results, sessions, "a b")).Ended((int)ExitCode.BadInput)
            .Said("PREFIX_OUTPUT: 'a b'", "no t1-linear image of sub-99", "participant_id 'nobody'", model, $"{table}:1: columns participant_id, slice_id");

        Assert.Equal(before, FolderSnapshot.All(results));
    }

    [Fact]
    public void Images_of_another_shape_are_refused()
    {
        var results = CopyOf(runs.Cnn);
        var caps = Path.Combine(Path.GetDirectoryName(results)!, $"caps-{Path.GetFileName(results)}");
        var made = SyntheticHeads.Write(caps, new SyntheticStudy { ParticipantsPerClass = 2, Shape = new VolumeShape(18, 22, 21), Band = new SliceRange(new SliceIndex(8), 3), Sessions = 1 });

        SliceActorsProgram.Run("predict", results, made.CapsDirectory, Path.Combine(made.LabelsDirectory, "validation_splits-2", "split-0"), "test", "-cpu", "--cache_dir", runs.Study.Cache)
            .Ended((int)ExitCode.BadInput).Said("21 slices in axial direction", "19, as in training: slices 8 to 10 were in use, 8 discarded before and 8 after them");
    }

    [Fact]
    public void A_model_of_another_network_is_refused_by_its_tensors()
    {
        var results = CopyOf(runs.Cnn);
        var options = Path.Combine(results, "commandline.json");
        File.WriteAllText(options, File.ReadAllText(options).Replace("\"ConvNet\"", "\"Conv4_FC3\"", StringComparison.Ordinal));
        var before = FolderSnapshot.All(results);

        SliceActorsProgram.Run(Predict(results, Set("validation", 0), "test")).Ended((int)ExitCode.BadInput).Said("expected: the weights of a Conv4_FC3", "fold-0", "fold-1");

        Assert.Equal(before, FolderSnapshot.All(results));
    }

    [Theory]
    [InlineData("\"cnn\"", "\"autoencoder\"", "an autoencoder, which reproduces slices and predicts no class")]
    [InlineData("\"ConvNet\"", "\"VGG\"", "there is no network VGG")]
    [InlineData("\"mode\": \"slice\"", "\"mode\": \"patch\"", "networks that were trained in mode patch")]
    public void Results_that_predict_no_class_of_slices_are_refused(string said, string instead, string message)
    {
        var results = CopyOf(runs.Cnn);
        var options = Path.Combine(results, "commandline.json");
        File.WriteAllText(options, File.ReadAllText(options).Replace(said, instead, StringComparison.Ordinal));

        SliceActorsProgram.Run(Predict(results, Set("validation", 0), "test")).Ended((int)ExitCode.BadInput).Said(message);
    }

    [Fact]
    public void Results_of_an_older_ClinicaDL_are_applied_with_their_own_slices()
    {
        var results = CopyOf(runs.Cnn);
        var options = JsonNode.Parse(File.ReadAllText(Path.Combine(results, "commandline.json")))!.AsObject();
        var older = new JsonObject();
        foreach (var (key, value) in options.TakeWhile(option => option.Key != "seed"))
        {
            older[key switch { "model" => "network", "slice_direction" => "mri_plane", _ => key }] = value?.DeepClone();
        }

        // What ClinicaDL never wrote, and never needed: so the very digits of the tables can be compared.
        older["memory_formats"] = options["memory_formats"]!.DeepClone();

        File.WriteAllText(Path.Combine(results, "commandline.json"), older.ToJsonString());
        Directory.Delete(Path.Combine(results, ".slice-actors"), recursive: true);

        SliceActorsProgram.Run(Predict(results, Set("validation", 0), "again")).Ended(0);

        var folder = Path.Combine(results, "fold-0", "cnn_classification", "best_loss");
        Assert.Equal(
            File.ReadAllText(Path.Combine(folder, "validation_slice_level_prediction.tsv")), File.ReadAllText(Path.Combine(folder, "again_slice_level_prediction.tsv")));
    }

    [Fact]
    public void A_prediction_that_a_person_stops_leaves_nothing_half_written()
    {
        // The cache that is filled first says when the work has begun; it is over at once, so either nothing is written or everything.
        var (results, cache) = (CopyOf(runs.Multicnn), runs.Study.NewOutput());
        var before = FolderSnapshot.All(results);
        using var program = SliceActorsProgram.Start("predict", results, runs.Study.Caps, Set("validation", 0), "test", "-cpu", "--cache_dir", cache);
        if (program.WaitUntil(() => Directory.Exists(cache)))
        {
            program.Signal("INT");
        }

        var ended = program.WaitForEnd();

        if (ended.ExitCode == 0)
        {
            Assert.True(File.Exists(Path.Combine(results, "commandline_predict-test.json")));
            return;
        }

        ended.Ended((int)ExitCode.Interrupted).Said("no predictions were written");
        Assert.Equal(before, FolderSnapshot.All(results));
    }

    [Theory]
    [InlineData(float.NaN, "tensors with values that are NaN or infinite: classifier.2.weight")]
    [InlineData(3e38f, "its answer to slice ")]
    public void Networks_that_give_no_numbers_are_refused_by_file_and_nothing_is_written(float weight, string found)
    {
        var results = CopyOf(runs.Cnn);
        var model = new ResultTree(results).Model(new UnitId(new FoldIndex(1), null), Selection.BestLoss);
        Models.Fill(model, "classifier.2.weight", weight);
        var before = FolderSnapshot.All(results);

        SliceActorsProgram.Run(Predict(results, Set("validation", 0), "test")).Ended((int)ExitCode.BadInput).Said($"{model}: {found}");

        Assert.Equal(before, FolderSnapshot.All(results));
    }

    [Fact]
    public void A_folder_without_results_is_refused() =>
        SliceActorsProgram.Run(Predict(runs.Study.Labels, Set("validation", 0), "test")).Ended((int)ExitCode.BadInput).Said("it holds no commandline.json");

    private string[] Predict(string results, string tsv, string prefix, params string[] options) =>
        ["predict", results, runs.Study.Caps, tsv, prefix, "-cpu", "--cache_dir", runs.Study.Cache, .. options];

    private string Set(string subset, int fold) => Path.Combine(runs.Study.Labels, $"{subset}_splits-2", $"split-{fold}");

    private string CopyOf(string results) => runs.CopyOf(results);

    private static List<string[]> Rows(string table) => [.. File.ReadLines(table).Skip(1).Select(line => line.Split('\t'))];

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
