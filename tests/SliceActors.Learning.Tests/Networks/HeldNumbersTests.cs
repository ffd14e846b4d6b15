using SliceActors.Learning.Native;
using SliceActors.Learning.Native.Optimisation;
using SliceActors.Learning.Networks;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Networks;

/// <summary>Steps of a training while the garbage collector works without pause: a number that nothing holds would be gone while libtorch reads it.</summary>
public sealed class HeldNumbersTests
{
    private const int Steps = 4_000;

    public HeldNumbersTests() => NativeLoader.Load();

    [Fact]
    public void Layers_hold_their_numbers() => WhileCollecting(() =>
    {
        using var norm = new CountedBatchNorm2d(2);
        using var slope = new SlopedReLU(0.5);
        using var generator = new Generator(7);
        using var dropout = new SeededDropout(0.5) { Generator = generator };
        using var input = ones(2, 2, 2, 2);
        for (var step = 1; step <= Steps; step++)
        {
            using var scope = NewDisposeScope();
            var output = dropout.call(slope.call(norm.call(input)));
            Assert.Equal(0, output.abs().max().item<float>(), 3);
            Assert.Equal(step, norm.num_batches_tracked!.item<long>());
            Assert.Equal(-0.5f, slope.call(input.neg()).min().item<float>());
        }
    });

    [Fact]
    public void Both_steps_of_Adam_hold_their_numbers() => WhileCollecting(() =>
    {
        using var scope = NewDisposeScope();
        var settings = new AdamSettings(0.001, 0.01);
        var gradients = new[] { ones(3) };
        var (fused, plain) = (new[] { ones(3) }, new[] { ones(3) });
        var (fusedStates, plainStates) = (fused.Select(AdamState.Fresh).ToArray(), plain.Select(AdamState.Fresh).ToArray());
        for (var step = 0; step < Steps; step++)
        {
            if (FusedAdam.IsAvailable)
            {
                FusedAdam.Step(fused, gradients, fusedStates, settings);
            }

            PlainAdam.Step(plain, gradients, plainStates, settings);
        }

        Assert.True(!FusedAdam.IsAvailable || fused[0].allclose(plain[0], rtol: 1e-4, atol: 1e-5));
    });

    private static void WhileCollecting(Action work)
    {
        using var end = new CancellationTokenSource();
        var collector = new Thread(() =>
        {
            while (!end.IsCancellationRequested)
            {
                GC.Collect(0);
                GC.WaitForPendingFinalizers();
            }
        });
        collector.Start();
        try
        {
            work();
        }
        finally
        {
            end.Cancel();
            collector.Join();
        }
    }
}
