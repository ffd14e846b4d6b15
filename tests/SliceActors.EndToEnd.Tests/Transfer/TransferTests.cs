using System.Text.Json;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Testing;
using static SliceActors.EndToEnd.Tests.Results.Models;

namespace SliceActors.EndToEnd.Tests.Transfer;

[Collection(InterruptedRunsGroup.Name)]
public sealed class TransferTests(UndisturbedRuns runs)
{
    // One update that changes next to nothing: what a network took from its source can still be read from it.
    private static readonly string[] BarelyTrained = ["--epochs", "1", "--learning_rate", "1e-12", "--weight_decay", "0"];

    [Theory]
    [InlineData("cnn", "cnn", "best_balanced_accuracy")]
    [InlineData("cnn", "multicnn", "best_loss")]
    [InlineData("multicnn", "multicnn", "best_loss")]
    public void Each_network_starts_from_the_one_of_its_fold(string source, string target, string selection)
    {
        var (from, output) = (source == "cnn" ? runs.Cnn : runs.Multicnn, runs.Study.NewOutput());

        SliceActorsProgram.Run(runs.Study.Train(target, output, [.. BarelyTrained, "--transfer_learning_path", from, "--transfer_learning_selection", selection])).Ended(0);

        foreach (var unit in Units(target))
        {
            var expected = State(new ResultTree(from).Model(source == "cnn" ? unit with { Network = null } : unit, Word(selection)));
            var found = State(new ResultTree(output).Model(unit, Selection.BestLoss));
            Assert.Equal(expected.Keys, found.Keys);
            Assert.All(expected.Keys.Where(name => name.EndsWith(".weight", StringComparison.Ordinal)), name => AssertClose(expected[name], found[name]));
        }

        using var options = JsonDocument.Parse(File.ReadAllText(Path.Combine(output, "commandline.json")));
        Assert.Equal((from, selection), (options.RootElement.GetProperty("transfer_learning_path").GetString(), options.RootElement.GetProperty("transfer_learning_selection").GetString()));
        Assert.Equal("none", options.RootElement.GetProperty("weights").GetString());
    }

    [Fact]
    public void An_autoencoder_starts_another_and_the_convolutions_of_classifiers()
    {
        var from = runs.Study.NewOutput();
        SliceActorsProgram.Run(runs.Study.Train("autoencoder", from, "--epochs", "2")).Ended(0);

        foreach (var target in new[] { "autoencoder", "cnn", "multicnn" })
        {
            var output = runs.Study.NewOutput();
            SliceActorsProgram.Run(runs.Study.Train(target, output, [.. BarelyTrained, "--transfer_learning_path", from])).Ended(0);
            foreach (var unit in Units(target))
            {
                var expected = State(new ResultTree(from).Model(unit with { Network = null }, Selection.BestLoss));
                var found = State(new ResultTree(output).Model(unit, Selection.BestLoss));
                var names = found.Keys.Where(name => !name.StartsWith("classifier.", StringComparison.Ordinal) && name.EndsWith(".weight", StringComparison.Ordinal)).ToList();
                Assert.Equal(target == "autoencoder" ? 30 : 15, names.Count);
                Assert.All(names, name => AssertClose(expected[name.Replace("features.", "encoder.", StringComparison.Ordinal)], found[name]));
            }
        }
    }

    [SkippableFact]
    public void A_source_that_ClinicaDL_wrote_long_ago_is_understood()
    {
        var (from, output) = (runs.Study.NewOutput(), runs.Study.NewOutput());
        Python.Run(
            "torch, numpy",
            """
            import json, os, sys, numpy, torch
            from torch import nn
            layers = []
            for i, o in [(1, 8), (8, 16), (16, 32), (32, 64), (64, 64)]:
                layers += [nn.Conv2d(i, o, 3, padding=1), nn.Conv2d(o, o, 3, padding=1), nn.BatchNorm2d(o), nn.LeakyReLU(), nn.MaxPool2d(2, 2)]
            net = nn.Module()
            net.features = nn.Sequential(*layers)
            net.classifier = nn.Sequential(nn.Flatten(), nn.Dropout(0), nn.Linear(3136, 2))
            for fold in range(2):
                folder = "%s/fold-%d/models/best_balanced_accuracy" % (sys.argv[1], fold)
                os.makedirs(folder)
                for parameter in net.parameters():
                    nn.init.normal_(parameter, 0, 0.1)
                torch.save({"model": net.state_dict(), "epoch": 4, "valid_loss": 0.7, "valid_acc": numpy.float64(0.75)}, folder + "/model_best.pth.tar",
                           _use_new_zipfile_serialization=fold == 0)
            json.dump({"mode": "slice", "mode_task": "cnn", "network": "ConvNet", "preprocessing": "linear", "mri_plane": 2, "use_gpu": True, "selection": "best_acc", "pretrained_path": None},
                      open(sys.argv[1] + "/commandline.json", "w"), indent=4)
            """,
            from);

        SliceActorsProgram.Run(runs.Study.Train("multicnn", output, [.. BarelyTrained, "--transfer_learning_path", from])).Ended(0);

        foreach (var unit in Units("multicnn"))
        {
            var expected = State(new ResultTree(from).Model(unit with { Network = null }, Selection.BestBalancedAccuracy));
            var found = State(new ResultTree(output).Model(unit, Selection.BestLoss));
            Assert.All(found.Keys.Where(name => name.EndsWith(".weight", StringComparison.Ordinal)), name => AssertClose(expected[name], found[name]));
        }
    }

    [Fact]
    public void A_run_that_is_killed_ends_with_the_bytes_of_an_undisturbed_one_though_its_source_is_gone_by_then()
    {
        var (source, undisturbed, output) = (Copy(runs.Cnn), runs.Study.NewOutput(), runs.Study.NewOutput());
        string[] transfer = ["--transfer_learning_path", source];
        SliceActorsProgram.Run(runs.Study.Train("cnn", undisturbed, transfer)).Ended(0);
        using (var program = SliceActorsProgram.Start(runs.Study.Train("cnn", output, transfer)))
        {
            var tree = new ResultTree(output);
            Assert.True(program.WaitUntil(() => Enumerable.Range(0, 2).All(fold => Checkpoints.EpochsOnDisk(tree, new UnitId(new FoldIndex(fold), null)) >= 2)));
            program.Kill();
        }

        Directory.Delete(source, recursive: true);
        SliceActorsProgram.Run(runs.Study.Resume(output)).Ended(0);

        FolderSnapshot.AssertSameResults(undisturbed, output);
        Assert.NotEqual(FolderSnapshot.Results(runs.Cnn), FolderSnapshot.Results(output));
    }

    [Fact]
    public void A_source_that_changed_stops_the_networks_that_still_need_it_until_it_is_put_back()
    {
        var (source, undisturbed, output) = (Copy(runs.Multicnn), runs.Study.NewOutput(), runs.Study.NewOutput());
        string[] transfer = ["--transfer_learning_path", source, "--epochs", "2"];
        SliceActorsProgram.Run(runs.Study.Train("multicnn", undisturbed, transfer)).Ended(0);
        using (var program = SliceActorsProgram.Start(runs.Study.Train("multicnn", output, transfer)))
        {
            Assert.True(program.WaitUntil(() => File.Exists(new ResultTree(output).RunFile)));
            program.Kill();
        }

        var model = new ResultTree(source).Model(new UnitId(new FoldIndex(1), new NetworkIndex(2)), Selection.BestBalancedAccuracy);
        File.Move(model, model + ".away");
        File.Copy(new ResultTree(source).Model(new UnitId(new FoldIndex(1), new NetworkIndex(1)), Selection.BestBalancedAccuracy), model);
        var stopped = SliceActorsProgram.Run(runs.Study.Resume(output)).Ended(3);
        Assert.Contains($"{model}, which this network starts from, was changed", stopped.Output + stopped.Errors, StringComparison.Ordinal);

        File.Move(model + ".away", model, overwrite: true);
        SliceActorsProgram.Run(runs.Study.Resume(output)).Ended(0);
        FolderSnapshot.AssertSameResults(undisturbed, output);
    }

    [Fact]
    public void The_same_study_is_known_again()
    {
        var output = runs.Study.NewOutput();
        string[] transfer = ["--transfer_learning_path", runs.Cnn, "--epochs", "1"];
        SliceActorsProgram.Run(runs.Study.Train("cnn", output, transfer)).Ended(0);

        SliceActorsProgram.Run(runs.Study.Train("cnn", output, transfer)).Ended(5).Said("holds a run of this very study already");
        SliceActorsProgram.Run(runs.Study.Train("cnn", output, "--epochs", "1")).Ended(5).Said("holds a run of another study");
        SliceActorsProgram.Run(runs.Study.Train("cnn", output, [.. transfer, "--transfer_learning_selection", "best_loss"])).Ended(5).Said("holds a run of another study");
    }

    private string Copy(string results)
    {
        var copy = runs.Study.NewOutput();
        foreach (var path in Directory.EnumerateFiles(results, "*", SearchOption.AllDirectories).Where(path => !path.Contains(".slice-actors", StringComparison.Ordinal)))
        {
            var target = Path.Combine(copy, Path.GetRelativePath(results, path));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(path, target);
        }

        return copy;
    }

    private static Selection Word(string term) => Enum.GetValues<Selection>().Single(selection => selection.Term() == term);
}
