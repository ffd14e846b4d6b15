using SliceActors.Learning.Native.Optimisation;
using SliceActors.Learning.Networks;
using static TorchSharp.torch;

namespace SliceActors.Learning.Computing;

/// <summary>Has the batches of a network computed together with those of others.</summary>
/// <param name="carriage">Where they meet.</param>
/// <param name="seat">The seat of the network.</param>
/// <param name="network">The network, which can be fused.</param>
/// <param name="optimizer">Of its trainable parameters.</param>
/// <param name="leave">Gives the seat up.</param>
internal sealed class FusedComputer(Carriage carriage, int seat, SliceNetwork network, AdamOptimizer optimizer, Action leave) : IBatchComputer
{
    private readonly IReadOnlyList<nn.Module> layers = Fusible.LayersOf(network);
    private Action? leave = leave;

    /// <inheritdoc/>
    public (Tensor Output, Tensor Loss) Learn(Tensor images, Tensor labels, bool updates, CancellationToken cancellation)
    {
        var loss = empty([], device: images.device);
        return (Compute(images, new Lesson(labels, loss, updates ? optimizer : null), cancellation), loss);
    }

    /// <inheritdoc/>
    public Tensor Answer(Tensor images, CancellationToken cancellation) => Compute(images, null, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        leave?.Invoke();
        leave = null;
    }

    private Tensor Compute(Tensor images, Lesson? lesson, CancellationToken cancellation)
    {
        var output = empty([images.shape[0], SliceNetwork.Classes], device: images.device);
        carriage.Compute(new BatchRequest(seat, layers, network.WithChannels(images), output) { Lesson = lesson }, cancellation);
        return output;
    }
}
