using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.EndToEnd.Tests.Custom;

/// <summary>Trained networks of a user's own, applied to images.</summary>
public sealed class CustomPredictTests(SmallStudy study) : IClassFixture<SmallStudy>, IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("slice-actors-e2e-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("cnn", "small_vgg", "0.3")]
    [InlineData("multicnn", "two_views", "0.3")]
    [InlineData("multicnn", "script", "0")]
    public void Predictions_of_the_validation_set_are_the_tables_of_the_training(string networkType, string network, string dropout)
    {
        var results = Trained(networkType, network == "script" ? CustomFiles.Script : network, network == "script" ? [] : ["--plugin", CustomFiles.Plugin, "--dropout", dropout]);

        SliceActorsProgram.Run(Predict(results, "again")).Ended(0);

        AssertSameTables(results, "again");
    }

    [Fact]
    public void A_plugin_that_is_not_the_one_of_the_training_is_never_used()
    {
        var plugin = Path.Combine(folder.FullName, "plugin.dll");
        File.Copy(CustomFiles.Plugin, plugin);
        var results = Trained("cnn", "two_views", "--plugin", plugin);

        File.WriteAllBytes(plugin, [.. File.ReadAllBytes(CustomFiles.Plugin), 0]);
        SliceActorsProgram.Run(Predict(results, "test")).Ended(2).Said($"{plugin}: the file that defines the network has changed since the run began");
        File.Delete(plugin);
        SliceActorsProgram.Run(Predict(results, "test")).Ended(2).Said($"{plugin}: the file that defines the network cannot be read");
        File.WriteAllText(plugin, "hello");
        Directory.Delete(Path.Combine(results, ".slice-actors"), recursive: true);
        SliceActorsProgram.Run(Predict(results, "test")).Ended(2).Said($"{plugin}: this is no .NET assembly");
        Assert.Empty(Directory.GetFiles(results, "test_*", SearchOption.AllDirectories));

        // Without the run's own file, what is there is what is meant.
        File.Copy(CustomFiles.Plugin, plugin, overwrite: true);
        SliceActorsProgram.Run(Predict(results, "test")).Ended(0);
        AssertSameTables(results, "test");
    }

    [Fact]
    public void A_script_with_which_libtorch_ends_the_process_is_found_and_nothing_is_written()
    {
        var script = Path.Combine(folder.FullName, "network.pt");
        File.Copy(CustomFiles.Script, script);
        var results = Trained("cnn", script);
        Directory.Delete(Path.Combine(results, ".slice-actors"), recursive: true);
        File.Delete(script);
        CustomFiles.WriteWithUnknownOperation(script);

        SliceActorsProgram.Run(Predict(results, "test")).Ended(2).Said($"{script}: the process that tried the network came to its end");

        Assert.Empty(Directory.GetFiles(results, "*test*", SearchOption.AllDirectories));
    }

    private string Trained(string networkType, string network, params string[] options)
    {
        var results = study.NewOutput();
        SliceActorsProgram.Run(study.Arguments("train", networkType, results, network, ["--epochs", "2", "--split", "0", .. options])).Ended(0);
        return results;
    }

    private string[] Predict(string results, string prefix) =>
        ["predict", results, study.Caps, Path.Combine(study.Labels, "validation_splits-2", "split-0"), prefix, "-cpu", "--cache_dir", study.Cache];

    private static void AssertSameTables(string results, string prefix)
    {
        foreach (var selection in Enum.GetValues<Selection>())
        {
            var tables = Directory.GetFiles(new ResultTree(results).Classification(new FoldIndex(0), selection), "validation_*.tsv");
            Assert.Equal(6, tables.Length);
            Assert.All(tables, table => Assert.Equal(File.ReadAllText(table), File.ReadAllText(Path.Combine(Path.GetDirectoryName(table)!, $"{prefix}_{Path.GetFileName(table)["validation_".Length..]}"))));
        }
    }
}
