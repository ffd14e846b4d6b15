using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SliceActors.Learning.Networks.Custom;

/// <summary>A network that somebody else wrote: what it is asked it passes on, so that parameters and buffers keep the names that their author gave them.</summary>
internal abstract class ForeignNetwork : SliceNetwork
{
    private readonly nn.Module network;

    /// <summary>Takes over a network.</summary>
    /// <param name="architecture">Its kind.</param>
    /// <param name="network">Disposed with this one.</param>
    protected ForeignNetwork(Architecture architecture, nn.Module network)
        : base(architecture) => this.network = network;

    /// <summary>What it passes on to.</summary>
    public nn.Module Network => network;

    /// <inheritdoc/>
    public override bool training => network.training;

    /// <inheritdoc/>
    public override void train(bool train = true) => network.train(train);

    /// <inheritdoc/>
    public override void eval() => network.eval();

    /// <inheritdoc/>
    public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) => network.named_parameters(recurse);

    /// <inheritdoc/>
    public override IEnumerable<Parameter> parameters(bool recurse = true) => network.parameters(recurse);

    /// <inheritdoc/>
    public override IEnumerable<(string name, Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true) =>
        network.named_buffers(recurse, include_nonpersistent);

    /// <inheritdoc/>
    public override IEnumerable<Tensor> buffers(bool recurse = true, bool include_nonpersistent = true) => network.buffers(recurse, include_nonpersistent);

    /// <inheritdoc/>
    public override IEnumerable<(string name, nn.Module module)> named_children() => network.named_children();

    /// <inheritdoc/>
    public override IEnumerable<(string name, nn.Module module)> named_modules() => network.named_modules();

    /// <inheritdoc/>
    public override IEnumerable<nn.Module> modules() => network.modules();

    /// <inheritdoc/>
    protected override nn.Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
    {
        network.to(deviceType, deviceIndex, non_blocking: non_blocking);
        return this;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            network.Dispose();
        }
    }
}
