using SliceActors.Learning.Batches;
using SliceActors.Learning.Explanations;
using SliceActors.Learning.Native;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Tests.Networks;
using SliceActors.Runs.Randomness;
using SliceActors.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Explanations;

public sealed class MethodTests
{
    public MethodTests() => IntraOpThreads.Use(1);

    // Sundararajan, Taly and Yan 2017: f = ReLU(ReLU(x1) - 1 - ReLU(x2)) at (3, 1), from (0, 0).
    [Fact]
    public void Integrated_gradients_give_the_published_numbers()
    {
        var score = new Score(images => (images.flatten(1).relu().matmul(tensor(new float[] { 1, -1 })) - ones(images.shape[0])).relu(), 1, 2, CPU);

        Assert.Equal([1.5f, -0.5f], new IntegratedGradients(200).Map(score, [3, 1], new CountedRandom(1)));
    }

    [Fact]
    public void A_score_whose_way_from_the_picture_is_cut_has_no_gradient()
    {
        Assert.True(new Score(images => images.flatten(1).sum(1), 2, 2, CPU).HasGradient);
        Assert.False(new Score(images => images.detach().flatten(1).sum(1), 2, 2, CPU).HasGradient);
        Assert.False(new Score(images => zeros(images.shape[0]).requires_grad_(), 2, 2, CPU).HasGradient);
    }

    [Theory]
    [InlineData("ConvNet")]
    [InlineData("Conv4_FC3")]
    public void Integrated_gradients_add_up_to_what_the_score_gains(string architecture)
    {
        using var network = NetworkFactory.Build(ArchitectureTable.Find(architecture)!, new NetworkOptions(0), seed: 3);
        network.eval();
        var score = Score.LogOdds(network, 1, CPU);
        var image = Image();

        var map = new IntegratedGradients(200).Map(score, image, new CountedRandom(1));

        Assert.Equal(score.Of(image)[0] - score.Of(new float[image.Length])[0], map.Sum(number => (double)number), 1e-3);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    public void Occlusion_of_a_linear_network_is_weight_times_pixel_averaged_over_patches(int patch, int stride)
    {
        const int Side = 8;
        float[] weights = [.. Enumerable.Range(0, Side * Side).Select(i => (i % 7) - 3f)];
        float[] image = [.. Enumerable.Range(0, Side * Side).Select(i => (i % 5) / 4f)];
        var score = new Score(images => images.flatten(1).matmul(tensor(weights)), Side, Side, CPU);

        var map = new Occlusion(patch, stride).Map(score, image, new CountedRandom(1));

        var begins = patch == 1 ? Enumerable.Range(0, Side).ToArray() : [0, 2, 4, 5];
        for (var at = 0; at < map.Length; at++)
        {
            var sums = (from top in begins
                        from left in begins
                        where at / Side >= top && at / Side < top + patch && at % Side >= left && at % Side < left + patch
                        select (from row in Enumerable.Range(top, patch) from column in Enumerable.Range(left, patch) select weights[(row * Side) + column] * image[(row * Side) + column]).Sum()).ToList();
            Assert.Equal(sums.Average(), map[at], 1e-5);
        }
    }

    // Conv 1 → 2 of ones, biases -50 and -75, ReLU, linear 8 → 4, ReLU; input 0 … 15; the layer before its ReLU: the worked example of Captum's tests.
    [Fact]
    public void Grad_cam_gives_the_known_numbers()
    {
        using var scope = NewDisposeScope();
        using var conv = Drawing.Alone(() => nn.Conv2d(1, 2, 3));
        using var linear = Drawing.Alone(() => nn.Linear(8, 4, hasBias: false));
        using (no_grad())
        {
            conv.weight.fill_(1);
            conv.bias!.copy_(tensor(new float[] { -50, -75 }));
            linear.weight.copy_(tensor(new float[] { 1, 1, 1, 1, 1, -1, -1, -1 }).expand(4, 8));
        }

        var score = new Score(images => linear.call(conv.call(images).relu().flatten(1)).relu().select(1, 0), 4, 4, CPU);

        var (seen, gradient) = score.Inside([.. Enumerable.Range(0, 16).Select(i => (float)i)], conv)!.Value;

        var weighed = GradCam.Weighed(seen, gradient);
        Assert.Equal([-3.75f, 3, 23.25f, 30, 15, 10.5f, -3, -7.5f], weighed.ToFloats());
        Assert.Equal([11.25f, 13.5f, 20.25f, 22.5f], weighed.sum(1).ToFloats());
    }

    [Fact]
    public void Grad_cam_finds_the_layer_of_every_built_in_network_and_its_map_has_the_size_of_a_slice() => Assert.All(ArchitectureTable.All, architecture =>
    {
        using var network = NetworkFactory.Build(architecture, new NetworkOptions(0), seed: 3);
        network.eval();

        var map = new GradCam(GradCam.LayerOf(network)!).Map(Score.LogOdds(network, 1, CPU), Image(), new CountedRandom(1));

        Assert.Equal(224 * 224, map.Length);
        Assert.All(map, number => Assert.True(number >= 0));
    });

    [Fact]
    public void Without_noise_SmoothGrad_is_the_gradient_with_noise_it_is_the_same_on_every_call_and_leaves_no_tensor_behind()
    {
        using var network = NetworkFactory.Build(ArchitectureTable.Find("ConvNet")!, new NetworkOptions(0.5), seed: 3);
        network.eval();
        var score = Score.LogOdds(network, 1, CPU);
        var image = Image();

        Assert.Equal(score.Gradient(image), new SmoothGrad(5, 0).Map(score, image, new CountedRandom(1)));
        var noisy = new SmoothGrad(10, 0.2).Map(score, image, new CountedRandom(5));
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Assert.Equal(noisy, new SmoothGrad(10, 0.2).Map(score, image, new CountedRandom(5)));
        Assert.NotEqual(noisy, new SmoothGrad(10, 0.2).Map(score, image, new CountedRandom(6)));
        new GradCam(GradCam.LayerOf(network)!).Map(score, image, new CountedRandom(1));
        new Occlusion(112, 112).Map(score, image, new CountedRandom(1));
        Assert.InRange(DisposeScopeManager.Statistics.ThreadTotalLiveCount, 0, before);
    }

    [SkippableFact]
    public void Gradients_are_those_of_PyTorch_also_of_a_network_that_sees_the_slice_three_times()
    {
        using var scope = NewDisposeScope();
        var (filters, weights) = (Waves(4 * 3 * 9, 0.7), Waves(4 * 36, 0.3));
        var image = Waves(64, 0.11);
        using var conv = Drawing.Alone(() => nn.Conv2d(3, 4, 3, bias: false));
        using (no_grad())
        {
            conv.weight.copy_(tensor(filters, [4, 3, 3, 3]));
        }

        var score = new Score(
            images => nn.functional.leaky_relu(conv.call(images.expand(-1, 3, -1, -1)), 0.1).sigmoid().flatten(1).matmul(tensor(weights)), 8, 8, CPU);

        var expected = Python.Run("torch", """
            import math, torch
            wave = lambda n, f: torch.tensor([math.sin(f * i) for i in range(n)], dtype=torch.float32)
            x = wave(64, .11).reshape(1, 1, 8, 8).requires_grad_()
            y = torch.nn.functional.conv2d(x.expand(-1, 3, -1, -1), wave(108, .7).reshape(4, 3, 3, 3))
            (torch.sigmoid(torch.nn.functional.leaky_relu(y, .1)).flatten(1) @ wave(144, .3)).sum().backward()
            print(*[float(g) for g in x.grad.flatten()])
            """);

        var gradient = score.Gradient(image);
        Assert.All(expected.Split(' ').Zip(gradient), pair => Assert.Equal(float.Parse(pair.First, System.Globalization.CultureInfo.InvariantCulture), pair.Second, 1e-5f));
    }

    [Fact]
    public void Shuffling_goes_from_the_answer_downward_and_keeps_the_numbers_of_each_tensor()
    {
        using var network = NetworkFactory.Build(ArchitectureTable.Find("ConvNet")!, new NetworkOptions(0), seed: 3);
        var layers = WeightShuffle.Layers(network);
        Assert.Equal("classifier.2", layers[0].Layer);
        Assert.Equal("features.0", layers[^1].Layer);
        var before = layers.Select(layer => layer.Parameters[0].ToFloats()).ToList();

        var random = new CountedRandom(1);
        Assert.All(layers, layer => WeightShuffle.Shuffle(layer.Parameters, random));

        for (var layer = 0; layer < layers.Count; layer++)
        {
            var after = layers[layer].Parameters[0].ToFloats();
            Assert.Equal(before[layer].Order(), after.Order());
            Assert.True(before[layer].Distinct().Count() == 1 || !before[layer].SequenceEqual(after), layers[layer].Layer);
        }
    }

    private static float[] Waves(int count, double frequency) => [.. Enumerable.Range(0, count).Select(i => (float)Math.Sin(frequency * i))];

    private static float[] Image() => [.. Enumerable.Range(0, 224 * 224).Select(i => (float)(0.5 + (0.5 * Math.Sin(i * 0.01) * Math.Cos(i / 224 * 0.05))))];
}
