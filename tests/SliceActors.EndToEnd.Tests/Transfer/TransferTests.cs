using System.Text.Json;
using SliceActors.Imaging.PyTorch;
using SliceActors.Runs;

namespace SliceActors.EndToEnd.Tests;

[Collection(UndisturbedRunsGroup.Name)]
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

    private static IEnumerable<UnitId> Units(string target) =>
        from fold in Enumerable.Range(0, 2)
        from network in target == "cnn" ? [(NetworkIndex?)null] : Enumerable.Range(0, 3).Select(j => (NetworkIndex?)new NetworkIndex(j))
        select new UnitId(new FoldIndex(fold), network);

    private static Selection Word(string term) => Enum.GetValues<Selection>().Single(selection => selection.Term() == term);

    private static void AssertClose(float[] expected, float[] found) =>
        Assert.InRange(expected.Zip(found, (one, other) => MathF.Abs(one - other)).Max(), 0, 1e-6f);

    private static Dictionary<string, float[]> State(string path)
    {
        var checkpoint = (PythonDict)TorchFile.Read(path);
        Assert.True(checkpoint.TryGet("model", out var model));
        return ((PythonDict)model).ToDictionary(entry => ((PythonText)entry.Key).Value, entry =>
        {
            var tensor = (TorchTensor)entry.Value;
            var values = new float[tensor.Count];
            tensor.CopyTo(values);
            return values;
        });
    }
}
