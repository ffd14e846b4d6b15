using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SliceActors.Learning.Networks;

/// <summary>The basic block of He et al., "Deep residual learning for image recognition", 2016, with torchvision's names.</summary>
internal sealed class ResidualBlock : nn.Module<Tensor, Tensor>
{
    private readonly Conv2d conv1;
    private readonly CountedBatchNorm2d bn1;
    private readonly Conv2d conv2;
    private readonly CountedBatchNorm2d bn2;
    private readonly Sequential? downsample;

    /// <summary>Makes a block [B, in, H, W] → [B, out, H / stride, W / stride]; a shortcut that changes the shape is a 1×1 convolution.</summary>
    public ResidualBlock(int inChannels, int outChannels, int stride)
        : base(nameof(ResidualBlock))
    {
        conv1 = nn.Conv2d(inChannels, outChannels, 3, stride: stride, padding: 1, bias: false);
        bn1 = new CountedBatchNorm2d(outChannels);
        conv2 = nn.Conv2d(outChannels, outChannels, 3, padding: 1, bias: false);
        bn2 = new CountedBatchNorm2d(outChannels);
        register_module(nameof(conv1), conv1);
        register_module(nameof(bn1), bn1);
        register_module(nameof(conv2), conv2);
        register_module(nameof(bn2), bn2);
        if (stride != 1 || inChannels != outChannels)
        {
            downsample = nn.Sequential(nn.Conv2d(inChannels, outChannels, 1, stride: stride, bias: false), new CountedBatchNorm2d(outChannels));
            register_module(nameof(downsample), downsample);
        }
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        // In place where the backward pass does not need the old value: after batch normalisation it never does.
        using var first = conv1.call(input);
        using var normalised = bn1.call(first);
        normalised.relu_();
        using var second = conv2.call(normalised);
        var output = bn2.call(second);
        using var shortcut = downsample?.call(input);
        using var one = 1.ToScalar(); // Held: left to TorchSharp it may be collected while libtorch reads it.
        output.add_(shortcut ?? input, one);
        output.relu_();
        return output;
    }
}
