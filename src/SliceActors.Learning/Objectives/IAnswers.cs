using static TorchSharp.torch;

namespace SliceActors.Learning.Objectives;

/// <summary>Collects a network's answers to items, batch after batch. What it holds belongs to the dispose scope in which it was made.</summary>
internal interface IAnswers
{
    /// <summary>Adds the answers to a batch; keeps none of the tensors.</summary>
    /// <param name="first">First item of the batch.</param>
    /// <param name="images">What the network saw, [B, 1, H, W].</param>
    /// <param name="output">What it answered.</param>
    void Add(int first, Tensor images, Tensor output);

    /// <summary>What the answers to the first items are worth.</summary>
    /// <param name="items">How many, at least 1; their answers have to be there.</param>
    EpochScore Score(int items);

    /// <summary>What the answers are worth, once all are there.</summary>
    SetEvaluation Evaluate();
}
