using SliceActors.Learning.Native.Optimisation;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Objectives;
using static TorchSharp.torch;

namespace SliceActors.Learning.Computing;

/// <summary>Computes a network by itself, on the thread that asks.</summary>
/// <param name="network">The network; its owner sets its mode.</param>
/// <param name="optimizer">Of its trainable parameters.</param>
/// <param name="objective">What it is trained for.</param>
internal sealed class ApartComputer(SliceNetwork network, AdamOptimizer optimizer, Objective objective) : IBatchComputer
{
    /// <inheritdoc/>
    public (Tensor Output, Tensor Loss) Learn(Tensor images, Tensor labels, bool updates, CancellationToken cancellation)
    {
        var output = network.forward(images);
        var loss = objective.Loss(output, images, labels);
        loss.backward();
        if (updates)
        {
            optimizer.Step();
            optimizer.ZeroGradients();
        }

        return (output, loss);
    }

    /// <inheritdoc/>
    public Tensor Answer(Tensor images, CancellationToken cancellation) => network.forward(images);

    /// <inheritdoc/>
    public void Dispose()
    {
    }
}
