using SliceActors.Learning.Batches;
using SliceActors.Learning.Networks;
using static TorchSharp.torch;

namespace SliceActors.Learning.Explanations;

/// <summary>A number that is explained: what a network makes of one picture, whatever else is in the batch.</summary>
/// <param name="answer">float32 [B, 1, rows, columns] → the number of each picture, [B].</param>
/// <param name="rows">Rows of a picture.</param>
/// <param name="columns">Columns of a picture.</param>
/// <param name="device">What computes.</param>
internal sealed class Score(Func<Tensor, Tensor> answer, int rows, int columns, Device device)
{
    /// <summary>Pictures that go through the network at once. Part of what decides the last bits of a map, so it is no setting.</summary>
    public const int Batch = 8;

    /// <summary>Rows of a picture.</summary>
    public int Rows => rows;

    /// <summary>Columns of a picture.</summary>
    public int Columns => columns;

    /// <summary>Pixels of a picture.</summary>
    public int Pixels => rows * columns;

    /// <summary>Whether it has derivatives by the picture: it has none where the way from one to the other is cut.</summary>
    public bool HasGradient
    {
        get
        {
            // To ask for a gradient that is not there ends the process.
            using var scope = NewDisposeScope();
            var input = Pictures(new float[Pixels]).requires_grad_();
            var total = answer(input).sum();
            return total.requires_grad && autograd.grad([total], [input], allow_unused: true)[0] is { IsInvalid: false };
        }
    }

    /// <summary>The log-odds of a class: its logit less that of the other, which softmax takes nothing away from.</summary>
    /// <param name="network">In evaluation mode.</param>
    /// <param name="target">The class, 0 or 1.</param>
    /// <param name="device">Where the network is.</param>
    public static Score LogOdds(SliceNetwork network, int target, Device device)
    {
        return new Score(Answer, SliceNetwork.InputSize, SliceNetwork.InputSize, device);

        Tensor Answer(Tensor images)
        {
            var logits = network.forward(images);
            return logits.select(1, target) - logits.select(1, 1 - target);
        }
    }

    /// <summary>The number of each picture.</summary>
    /// <param name="images">Picture after picture, row after row.</param>
    public float[] Of(float[] images)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        return answer(Pictures(images)).ToFloats();
    }

    /// <summary>Its derivatives by each pixel of each picture. A network that sees the slice in several channels sums over them, since all of them are the pixel.</summary>
    /// <param name="images">Picture after picture, row after row.</param>
    public float[] Gradient(float[] images)
    {
        using var scope = NewDisposeScope();
        var input = Pictures(images).requires_grad_();
        return autograd.grad([answer(input).sum()], [input])[0].ToFloats();
    }

    /// <summary>What comes out of a layer for one picture, and the derivatives by it.</summary>
    /// <param name="image">One picture.</param>
    /// <param name="layer">Part of the network; has to be run by its <c>call</c>.</param>
    /// <returns>[1, C, h, w] each, in the current dispose scope; null when the layer did not run.</returns>
    public (Tensor Seen, Tensor Gradient)? Inside(float[] image, nn.Module<Tensor, Tensor> layer)
    {
        using var scope = NewDisposeScope();
        Tensor? seen = null;

        // What is kept is on the way from the picture to the score, and a copy goes on, so that nobody disposes or overwrites what is kept.
        var hook = layer.register_forward_hook((_, _, output) =>
        {
            seen?.Dispose();
            seen = output.alias().DetachFromDisposeScope();
            return seen.clone();
        });
        try
        {
            var total = answer(Pictures(image).requires_grad_()).sum();
            return seen is null ? null : (seen.detach().MoveToOuterDisposeScope(), autograd.grad([total], [seen])[0].MoveToOuterDisposeScope());
        }
        finally
        {
            hook.remove();
            seen?.Dispose();
        }
    }

    private Tensor Pictures(float[] images) => tensor(images, [images.Length / Pixels, 1, rows, columns], dtype: float32, device: device);
}
