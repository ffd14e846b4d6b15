using SliceActors.Learning.Native.Optimisation;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Native;

public sealed class AdamTests
{
    private static readonly AdamSettings Settings = new(1e-3, 1e-2);

    [Fact]
    public void The_fused_step_works_on_the_libtorch_of_this_build() => Assert.True(FusedAdam.IsAvailable);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Twenty_steps_equal_those_of_TorchSharps_own_Adam(bool fused)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(7);
        var start = new[] { randn([3, 5], generator: generator), randn([4], generator: generator) };
        var own = Array.ConvertAll(start, tensor => new Parameter(tensor.clone()));
        var peers = Array.ConvertAll(start, tensor => new Parameter(tensor.clone()));
        using var optimizer = new AdamOptimizer(own, Settings, fused);
        using var peer = optim.Adam(peers, lr: Settings.LearningRate, weight_decay: Settings.WeightDecay);
        for (var step = 0; step < 20; step++)
        {
            for (var i = 0; i < start.Length; i++)
            {
                var gradient = randn(start[i].shape, generator: generator);
                own[i].grad = gradient.clone();
                peers[i].grad = gradient.clone();
            }

            optimizer.Step();
            peer.step();
            Assert.All(own.Zip(peers), pair => Assert.True(pair.First.allclose(pair.Second, rtol: 1e-6, atol: 1e-6)));
        }

        Assert.All(optimizer.States, state => Assert.Equal(20, state.Step.item<float>()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_copied_state_goes_on_with_the_same_bits(bool fused)
    {
        using var scope = NewDisposeScope();
        var parameter = new Parameter(linspace(-1, 1, 9));
        using var optimizer = new AdamOptimizer([parameter], Settings, fused);
        Move(parameter, optimizer, 3);
        var copy = new Parameter(parameter.detach().clone());
        using var restored = new AdamOptimizer([copy], Settings, fused);
        restored.States[0].Step.copy_(optimizer.States[0].Step);
        restored.States[0].ExpAvg.copy_(optimizer.States[0].ExpAvg);
        restored.States[0].ExpAvgSq.copy_(optimizer.States[0].ExpAvgSq);
        Move(parameter, optimizer, 2);
        Move(copy, restored, 2);
        Assert.Equal(parameter.detach().data<float>().ToArray(), copy.detach().data<float>().ToArray());
    }

    [Fact]
    public void A_parameter_without_gradient_is_an_error()
    {
        using var optimizer = new AdamOptimizer([new Parameter(ones(2))], Settings);
        Assert.Throws<InvalidOperationException>(optimizer.Step);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Steps_leave_no_tensors_behind(bool fused)
    {
        var parameter = new Parameter(ones(9));
        using var optimizer = new AdamOptimizer([parameter], Settings, fused);
        Move(parameter, optimizer, 1);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Move(parameter, optimizer, 50);
        Assert.Equal(before, DisposeScopeManager.Statistics.ThreadTotalLiveCount);
    }

    [Fact]
    public void Threads_that_step_at_once_get_the_bits_of_a_thread_alone()
    {
        var alone = Run();
        var results = new float[4][];
        var threads = Enumerable.Range(0, results.Length).Select(i => new Thread(() => results[i] = Run())).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        Assert.All(results, result => Assert.Equal(alone, result));

        static float[] Run()
        {
            using var scope = NewDisposeScope();
            var parameter = new Parameter(linspace(-1, 1, 999));
            using var optimizer = new AdamOptimizer([parameter], Settings);
            Move(parameter, optimizer, 100);
            return parameter.detach().data<float>().ToArray();
        }
    }

    private static void Move(Parameter parameter, AdamOptimizer optimizer, int steps)
    {
        for (var i = 0; i < steps; i++)
        {
            using var scope = NewDisposeScope();
            optimizer.ZeroGradients();
            (parameter * parameter).sum().backward();
            optimizer.Step();
        }
    }
}
