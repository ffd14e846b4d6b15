using SliceActors.Imaging.Slices;
using SliceActors.Runs.Specs;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SliceActors.Learning.Networks;

/// <summary>
/// A network that sees slices. Takes float32 [batch, 1, 224, 224] in [0, 1], or slices of the shape that it was built for (or the number of channels its first layer has) and gives what it was made
/// for: a classifier logits [batch, 2], an autoencoder a picture of the shape that its first layer sees. Parameters and buffers have the names and the
/// order that the same network has in PyTorch.
/// </summary>
internal abstract class SliceNetwork : nn.Module<Tensor, Tensor>
{
    /// <summary>Starts a network without layers.</summary>
    /// <param name="architecture">Its kind.</param>
    protected SliceNetwork(Architecture architecture)
        : base(architecture.Name) => Architecture = architecture;

    /// <summary>Rows and columns of the usual input.</summary>
    public const int InputSize = 224;

    /// <summary>Logits per slice of a classifier.</summary>
    public const int Classes = 2;

    /// <summary>Its kind.</summary>
    public Architecture Architecture { get; }

    /// <summary>Rows and columns of the slices that it sees.</summary>
    public SliceShape Input { get; protected init; } = SliceShape.Usual;

    /// <summary>Shape of what it is given of each slice.</summary>
    public virtual ItemShape Item => ItemShape.Of(Input);

    /// <summary>What it does in channels-last format; set by the owner, who knows what it computes on.</summary>
    public Phases InChannelsLast { get; set; }

    /// <summary>What it does faster in channels-last format on a CPU.</summary>
    public virtual Phases FasterInChannelsLast => Architecture.ChannelsLast;

    /// <summary>Where dropout masks come from: one generator for all dropout layers, seeded per epoch by the owner.</summary>
    public virtual Generator? DropoutGenerator
    {
        set
        {
            foreach (var dropout in modules().OfType<SeededDropout>())
            {
                dropout.Generator = value;
            }
        }
    }

    /// <summary>Says which layers learn. Frozen batch normalisation still follows the statistics of what it sees while training.</summary>
    /// <exception cref="ArgumentException">The tail of a network without one.</exception>
    public void SetTrainable(TrainableLayers layers)
    {
        if (layers == TrainableLayers.Tail && !Architecture.HasTail)
        {
            throw new ArgumentException($"{Architecture.Name} has no tail.", nameof(layers));
        }

        foreach (var (name, parameter) in named_parameters())
        {
            parameter.requires_grad = layers == TrainableLayers.All || Architecture.IsOfTail(name);
        }
    }

    /// <summary>The parameters that learn, in PyTorch's order.</summary>
    public IEnumerable<Parameter> TrainableParameters() => parameters().Where(parameter => parameter.requires_grad);

    /// <inheritdoc/>
    public sealed override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var image = WithChannels(input);
        return Answer(InChannelsLast.HasFlag(training ? Phases.Training : Phases.Evaluation) ? ChannelsLast.Of(image) : image).MoveToOuterDisposeScope();
    }

    /// <summary>An input with the channels of the first layer: a grey slice is seen as often as there are.</summary>
    internal Tensor WithChannels(Tensor input) => input.shape[1] == 1 ? input.expand(-1, Architecture.InputChannels, -1, -1) : input;

    /// <summary>Takes all tensors of the network out of the scope in which it was made.</summary>
    internal void KeepAlive()
    {
        foreach (var tensor in parameters().Concat(buffers()))
        {
            tensor.DetachFromDisposeScope();
        }
    }

    /// <summary>Computes the answer to an image that has the channels of the first layer.</summary>
    protected abstract Tensor Answer(Tensor image);
}
