using static TorchSharp.torch;

namespace SliceActors.Learning.Computing;

/// <summary>Computes the batches of one network. What it returns belongs to the current dispose scope. Used by one thread at a time.</summary>
internal interface IBatchComputer : IDisposable
{
    /// <summary>Adds the gradients of a batch, in training mode.</summary>
    /// <param name="images">What the network sees, [B, 1, H, W] or with the channels of its first layer.</param>
    /// <param name="labels">Classes [B].</param>
    /// <param name="updates">Whether the weights are updated then, and the gradients dropped.</param>
    /// <param name="cancellation">Ends the waiting for other networks.</param>
    /// <returns>What the network answered, and the loss, a number.</returns>
    (Tensor Output, Tensor Loss) Learn(Tensor images, Tensor labels, bool updates, CancellationToken cancellation);

    /// <summary>The answers to a batch, in evaluation mode, without gradients.</summary>
    /// <param name="images">What the network sees.</param>
    /// <param name="cancellation">Ends the waiting for other networks.</param>
    Tensor Answer(Tensor images, CancellationToken cancellation);
}
