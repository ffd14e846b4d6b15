using SliceActors.Learning.Native.Optimisation;
using static TorchSharp.torch;

namespace SliceActors.Learning.Computing;

/// <summary>A batch that a network hands in to be computed together with those of others. Its tensors belong to whoever asks.</summary>
/// <param name="Seat">Which seat of the carriage asks.</param>
/// <param name="Layers">The layers of the network.</param>
/// <param name="Images">[B, channels of the first layer, H, W].</param>
/// <param name="Output">Where the answers go, [B, 2].</param>
internal sealed record BatchRequest(int Seat, IReadOnlyList<nn.Module> Layers, Tensor Images, Tensor Output)
{
    /// <summary>What it learns by; null where it only answers.</summary>
    public Lesson? Lesson { get; init; }

    /// <summary>Only requests of the same kind can be computed as one.</summary>
    public (bool Learns, long Items) Kind => (Lesson is not null, Images.shape[0]);

    /// <summary>Whether it is computed, or failed.</summary>
    public bool IsDone { get; set; }

    /// <summary>Why it failed; null when it did not.</summary>
    public Exception? Failure { get; set; }
}

/// <summary>What a network learns by.</summary>
/// <param name="Labels">Classes [B].</param>
/// <param name="Loss">Where the loss goes, a number.</param>
/// <param name="Optimizer">Steps after this batch; null where gradients go on adding up.</param>
internal sealed record Lesson(Tensor Labels, Tensor Loss, AdamOptimizer? Optimizer);
