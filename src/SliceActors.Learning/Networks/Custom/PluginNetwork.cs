using static TorchSharp.torch;

namespace SliceActors.Learning.Networks.Custom;

/// <summary>A network of a plugin's.</summary>
/// <param name="architecture">Its kind.</param>
/// <param name="network">Takes [batch, channels, 224, 224] and gives logits; disposed with this one.</param>
internal sealed class PluginNetwork(Architecture architecture, nn.Module<Tensor, Tensor> network) : ForeignNetwork(architecture, network)
{
    /// <inheritdoc/>
    protected override Tensor Answer(Tensor image) => network.call(image);
}
