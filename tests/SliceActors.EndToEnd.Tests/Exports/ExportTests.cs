using System.Globalization;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using SliceActors.Endings;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Store;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using YamlDotNet.Serialization;

namespace SliceActors.EndToEnd.Tests.Exports;

[Collection(UndisturbedRunsGroup.Name)]
public sealed class ExportTests(UndisturbedRuns runs)
{
    private const int Pixels = 224 * 224;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Networks_that_were_taken_away_give_the_votes_of_the_study(bool multicnn)
    {
        var (results, target) = (multicnn ? runs.Multicnn : runs.Cnn, runs.Study.NewOutput());
        var before = FolderSnapshot.All(results);
        var said = SliceActorsProgram.Run("export", results, target, "--onnx", "--selection_metrics", "balanced_accuracy", "loss").Ended(0);

        Assert.Contains(multicnn ? "12 networks of" : "4 networks of", said.Output, StringComparison.Ordinal);
        Assert.All(said.OutputLines, line => Assert.True(line.Length <= 80 || line.Contains(target, StringComparison.Ordinal), line));
        Assert.Equal(before, FolderSnapshot.All(results));
        foreach (var (fold, selection) in from fold in Enumerable.Range(0, 2) from selection in (string[])["best_balanced_accuracy", "best_loss"] select (fold, selection))
        {
            var networks = Rows(target, "networks.tsv").Where(row => row[0] == $"{fold}" && row[1] == selection).ToList();
            Assert.Equal(1, networks.Sum(row => Number(row[3])), 1e-12);
            foreach (var image in Rows(results, $"fold-{fold}", "cnn_classification", selection, "validation_image_level_prediction.tsv"))
            {
                var answer = networks.Sum(row => Number(row[3]) * Answer(Path.Combine(target, row[4]), image[0], int.Parse(row[2], CultureInfo.InvariantCulture)));
                Assert.Equal(Number(image[5]), answer, 1e-5);
            }
        }
    }

    [Fact]
    public void The_card_and_the_description_say_what_was_made_and_name_no_path()
    {
        const string Caveat = "No figure is free of selection: early stopping looked at the validation set (--patience).";
        var (results, target) = (runs.CopyOf(runs.Multicnn), Directory.CreateDirectory(runs.Study.NewOutput()).FullName);
        var table = Path.Combine(results, "estimate.tsv");
        File.WriteAllLines(table, File.ReadAllLines(table).Select(line => line.StartsWith("leave_pair_out\tbest_balanced_accuracy\tmean", StringComparison.Ordinal) ? line + Caveat : line).ToList());
        var said = SliceActorsProgram.Run("export", results, target, "--name", "a: \"b\" # c").Ended(0);
        Assert.Contains("6 networks of best_balanced_accuracy described", said.Output, StringComparison.Ordinal);

        var card = File.ReadAllText(Path.Combine(target, "README.md")).Split("---\n");
        Assert.Contains($"**{Caveat}**", card[2], StringComparison.Ordinal);
        var metadata = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(card[1]);
        var index = Assert.IsType<Dictionary<object, object>>(Assert.Single(Assert.IsType<List<object>>(metadata["model-index"])));
        Assert.Equal("a: \"b\" # c", index["name"]);
        var result = Assert.IsType<Dictionary<object, object>>(Assert.Single(Assert.IsType<List<object>>(index["results"])));
        var estimate = Rows(results, "estimate.tsv", header: true);
        var row = estimate.Single(row => row[0] == "leave_pair_out" && row[1] == "best_balanced_accuracy" && row[2] == "mean");
        var metric = Assert.IsType<Dictionary<object, object>>(Assert.IsType<List<object>>(result["metrics"])[0]);
        Assert.Equal(("roc_auc", Number(row[estimate[0].IndexOf("auc")])), (metric["type"], Number((string)metric["value"])));
        Assert.Equal(["README.md", "dataset_description.json", "networks.tsv"], Directory.EnumerateFiles(target).Select(Path.GetFileName).Where(name => name![0] != '.').Order(StringComparer.Ordinal));
        using var description = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(target, "dataset_description.json")));
        Assert.Equal("derivative", description.RootElement.GetProperty("DatasetType").GetString());
        Assert.Equal("slice-actors", description.RootElement.GetProperty("GeneratedBy")[0].GetProperty("Name").GetString());
        Assert.All(Directory.EnumerateFiles(target), file => Assert.DoesNotContain(Path.GetTempPath(), File.ReadAllText(file), StringComparison.Ordinal));
        Assert.All(Directory.EnumerateFiles(target), file => Assert.DoesNotContain("sub-", File.ReadAllText(file), StringComparison.Ordinal));
    }

    [Fact]
    public void A_folder_that_holds_something_is_refused_and_nothing_is_written()
    {
        var target = Directory.CreateDirectory(runs.Study.NewOutput()).FullName;
        File.WriteAllText(Path.Combine(target, "mine"), "");
        SliceActorsProgram.Run("export", runs.Cnn, target, "--onnx", "--selection_metrics", "f1").Ended((int)ExitCode.BadInput).Said("f1");
        SliceActorsProgram.Run("export", runs.Cnn, target, "--onnx").Ended((int)ExitCode.BadInput).Said("a folder that holds something already", "new or empty");
        SliceActorsProgram.Run("export", runs.Cnn, Path.Combine(runs.Cnn, "taken")).Ended((int)ExitCode.BadInput).Said("a folder within the results");
        SliceActorsProgram.Run("export", runs.Cnn, runs.Study.NewOutput(), "--name", "").Ended((int)ExitCode.BadInput).Said("--name: an empty name");

        Assert.Equal(["mine"], Directory.EnumerateFileSystemEntries(target).Select(Path.GetFileName));
    }

    [Fact]
    public void A_model_that_is_damaged_is_named_and_nothing_is_left()
    {
        var (results, target) = (runs.CopyOf(runs.Cnn), runs.Study.NewOutput());
        var model = Directory.EnumerateFiles(Path.Combine(results, "fold-1"), "model_best.pth.tar", SearchOption.AllDirectories).First(file => file.Contains("best_balanced_accuracy", StringComparison.Ordinal));
        File.WriteAllBytes(model, File.ReadAllBytes(model)[..1000]);

        SliceActorsProgram.Run("export", results, target, "--onnx").Ended((int)ExitCode.BadInput).Said(model);

        Assert.False(Directory.Exists(target));
    }

    private double Answer(string file, string participant, int slice)
    {
        var image = runs.Study.Images().Single(path => path.Contains($"{Path.DirectorySeparatorChar}{participant}{Path.DirectorySeparatorChar}", StringComparison.Ordinal));
        var preparation = new SlicePreparation(SliceDirection.Axial, new SliceRange(new SliceIndex(slice), 1), Unnormalize: false);
        using var store = new SliceCache(runs.Study.Cache, long.MaxValue).OpenOrFill([image], preparation, 1, null, CancellationToken.None);
        var pixels = new DenseTensor<float>([1, 1, 224, 224]);
        for (var pixel = 0; pixel < Pixels; pixel++)
        {
            pixels.SetValue(pixel, store.Slice(0, new SliceIndex(slice))[pixel] / 255f);
        }

        using var session = new InferenceSession(file);
        using var outputs = session.Run([NamedOnnxValue.CreateFromTensor("slice", pixels)]);
        var logits = outputs.Single(output => output.Name == "logits").AsTensor<float>();
        return 1 / (1 + Math.Exp(logits[0, 0] - (double)logits[0, 1]));
    }

    private static List<List<string>> Rows(string folder, params string[] path) => Rows(Path.Combine([folder, .. path]), header: false);

    private static List<List<string>> Rows(string folder, string file, bool header) => Rows(Path.Combine(folder, file), header);

    private static List<List<string>> Rows(string file, bool header) => [.. File.ReadLines(file).Skip(header ? 0 : 1).Select(line => line.Split('\t').ToList())];

    private static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
