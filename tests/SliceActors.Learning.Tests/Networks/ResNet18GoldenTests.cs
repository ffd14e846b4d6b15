using System.Globalization;
using System.Text.Json;
using SliceActors.Learning.Native.Optimisation;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Specs;
using TorchSharp;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Networks;

/// <summary>resnet18 with weights and inputs made by formula, against what ClinicaDL 0.2.1 computed with the same.</summary>
public sealed class ResNet18GoldenTests : IDisposable
{
    private const double Tolerance = 1e-4;

    private readonly DisposeScope scope = NewDisposeScope();
    private readonly SliceNetwork network = NetworkFactory.Build(ArchitectureTable.Find("resnet18")!, new NetworkOptions(0), 1);
    private readonly Tensor input = PortableWeights.Input("input.resnet18", 4, 3, 224, 224);

    public ResNet18GoldenTests()
    {
        PortableWeights.Fill(network);
        network.SetTrainable(TrainableLayers.Tail);
    }

    public void Dispose()
    {
        network.Dispose();
        scope.Dispose();
    }

    [Fact]
    public void The_formula_gives_the_values_that_the_peer_was_filled_with()
    {
        var state = StateDict.Of(network).ToDictionary(entry => entry.Name, entry => entry.Tensor);
        state.Add("input.resnet18", input);
        foreach (var row in GoldenFile.Table("networks/formula_check.tsv").Where(row => !row["name"].StartsWith("ae.", StringComparison.Ordinal)))
        {
            var value = state[row["name"]].detach().flatten()[long.Parse(row["flat_index"], CultureInfo.InvariantCulture)].item<float>();
            Assert.Equal((float)row.Number("value"), value);
        }
    }

    [Fact]
    public void Names_order_shapes_and_types_of_the_state_are_the_peers() => StateEquals("networks/resnet18_keys.tsv", 1e-6);

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Logits_equal_the_peers(bool training, bool channelsLast)
    {
        network.train(training);
        network.InChannelsLast = channelsLast ? network.FasterInChannelsLast : Phases.None;
        using var noGradient = no_grad();
        Close(GoldenFile.Npy($"networks/resnet18_{(training ? "train" : "eval")}_logits.npy"), network.call(input));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_layer_has_the_peers_statistics(bool training)
    {
        network.train(training);
        using var noGradient = no_grad();
        var layers = network.named_children().ToDictionary(child => child.name, child => (nn.Module<Tensor, Tensor>)child.module);
        var outputs = new Dictionary<string, Tensor>();
        var value = Next("bn1", Next("conv1", input));
        value = outputs["maxpool"] = nn.functional.max_pool2d(value.relu(), 3, 2, 1);
        value = new[] { "layer1", "layer2", "layer3", "layer4" }.Aggregate(value, (map, layer) => Next(layer, map));
        value = outputs["avgpool"] = nn.functional.avg_pool2d(value, 7, 1);
        Next("fc_out", Next("fc", value.flatten(1)));
        foreach (var row in GoldenFile.Table($"networks/resnet18_{(training ? "train" : "eval")}_layers.tsv"))
        {
            var output = outputs[row["layer"]].to(float64);
            var rms = row.Number("rms");
            Assert.Equal(row["shape"], string.Join('x', output.shape));
            Assert.InRange(output.mean().item<double>() - row.Number("mean"), -Tolerance * rms, Tolerance * rms);
            Assert.InRange(output.abs().mean().item<double>() / row.Number("abs_mean"), 1 - Tolerance, 1 + Tolerance);
            Assert.InRange(output.square().mean().sqrt().item<double>() / rms, 1 - Tolerance, 1 + Tolerance);
        }

        Tensor Next(string layer, Tensor map) => outputs[layer] = layers[layer].call(map);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Losses_gradients_state_and_logits_over_three_steps_equal_the_peers(bool fused)
    {
        using var optimizer = new AdamOptimizer(network.TrainableParameters(), new AdamSettings(1e-4, 1e-4), fused);
        using var facts = JsonDocument.Parse(File.ReadAllText(GoldenFile.Path("networks/resnet18_train.json")));
        var losses = facts.RootElement.GetProperty("loss_sum_before_each_step").EnumerateArray().Select(loss => loss.GetDouble()).ToArray();
        var labels = tensor([0L, 1L, 1L, 0L]);
        network.train();
        for (var step = 0; step < losses.Length; step++)
        {
            optimizer.ZeroGradients();
            var loss = nn.functional.cross_entropy(network.call(input), labels, reduction: nn.Reduction.Sum);
            Assert.InRange(loss.item<float>() / losses[step], 1 - Tolerance, 1 + Tolerance);
            loss.backward();
            if (step == 0)
            {
                GradientsEqual();
            }

            optimizer.Step();
            if (step == 0)
            {
                StateEquals("networks/resnet18_keys_after_1_step.tsv", Tolerance);
            }
        }

        network.eval();
        using var noGradient = no_grad();
        Close(GoldenFile.Npy("networks/resnet18_eval_logits_after_3_steps.npy"), network.call(input));
    }

    private void GradientsEqual()
    {
        var gradients = network.named_parameters().Where(item => item.parameter.requires_grad)
            .Select(item => (item.name, Gradient: item.parameter.grad!.to(float64))).ToArray();
        var rows = GoldenFile.Table("networks/resnet18_gradients.tsv");
        Assert.Equal(rows.Select(row => row["parameter"]), gradients.Select(item => item.name));
        foreach (var (row, (_, gradient)) in rows.Zip(gradients))
        {
            var sum = row.Number("grad_abs_sum");
            Assert.InRange(gradient.sum().item<double>() - row.Number("grad_sum"), -Tolerance * sum, Tolerance * sum);
            Assert.InRange(gradient.abs().sum().item<double>() / sum, 1 - Tolerance, 1 + Tolerance);
            Assert.InRange(gradient.abs().max().item<double>() / row.Number("grad_max"), 1 - Tolerance, 1 + Tolerance);
        }

        Close(GoldenFile.Npy("networks/resnet18_grad_fc_out.weight.npy"), gradients.Single(item => item.name == "fc_out.weight").Gradient);
    }

    private void StateEquals(string table, double tolerance)
    {
        var state = StateDict.Of(network);
        var rows = GoldenFile.Table(table);
        Assert.Equal(124, state.Count);
        Assert.Equal(rows.Select(row => row["key"]), state.Select(entry => entry.Name));
        foreach (var (row, (_, value)) in rows.Zip(state))
        {
            Assert.Equal(row["shape"], string.Join('x', value.shape));
            Assert.Equal(row["dtype"], value.dtype == ScalarType.Int64 ? "int64" : "float32");
            Assert.Equal(row["trainable"] == "True", value.requires_grad);
            var exact = value.detach().to(float64);
            var magnitude = row.Number("abs_sum");
            Assert.InRange(exact.sum().item<double>() - row.Number("sum"), -tolerance * magnitude, tolerance * magnitude);
            Assert.InRange(exact.abs().sum().item<double>() - magnitude, -tolerance * magnitude, tolerance * magnitude);
        }
    }

    /// <summary>Relative to the largest value: logits near zero are differences of large numbers.</summary>
    private static void Close(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        var error = (actual.to(float64) - expected.to(float64)).abs().max().item<double>();
        Assert.InRange(error / expected.abs().max().to(float64).item<double>(), 0, Tolerance);
    }
}
