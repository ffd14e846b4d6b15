using SliceActors.Imaging.Slices;
using SliceActors.Runs.Specs;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SliceActors.Learning.Networks;

/// <summary>
/// ResNet-18 (He et al. 2016) as torchvision names it, with a second head of two outputs behind the thousand of ImageNet. Its last pooling spans the map: 7 × 7 of slices of 224 × 224 pixels.
/// </summary>
internal sealed class ResNet18 : DividedNetwork
{
    private readonly Conv2d conv1 = nn.Conv2d(3, 64, 7, stride: 2, padding: 3, bias: false);
    private readonly CountedBatchNorm2d bn1 = new(64);
    private readonly Sequential[] stages = [Stage(64, 64, 1), Stage(64, 128, 2), Stage(128, 256, 2), Stage(256, 512, 2)];
    private readonly Linear fc = nn.Linear(512, 1000);
    private readonly SeededDropout dropout;
    private readonly Linear head = nn.Linear(1000, Classes);

    private ResNet18(NetworkOptions options)
        : base(Entry)
    {
        Input = options.Input;
        dropout = new SeededDropout(options.Dropout);
        register_module("conv1", conv1);
        register_module("bn1", bn1);
        for (var i = 0; i < stages.Length; i++)
        {
            register_module($"layer{i + 1}", stages[i]);
        }

        register_module("fc", fc);
        register_module("drop_out", dropout);
        register_module("fc_out", head);
        foreach (var convolution in modules().OfType<Conv2d>())
        {
            // N(0, √(2 / fan out)): He et al., "Delving deep into rectifiers", 2015. Linear and batch-norm layers keep PyTorch's defaults.
            var fanOut = convolution.kernel_size[0] * convolution.kernel_size[1] * convolution.out_channels;
            nn.init.normal_(convolution.weight, 0, Math.Sqrt(2.0 / fanOut));
        }
    }

    /// <summary>Its line in the table.</summary>
    public static Architecture Entry { get; } = new(options => new ResNet18(options))
    {
        Name = "resnet18",
        InputChannels = 3,
        DefaultWeights = WeightsKind.ImageNet,
        TailPrefixes = ["layer4", "fc", "fc_out"],
        Features = new ItemShape(256, 14, 14),
        ChannelsLast = Phases.Evaluation,
        OwnHead = ["fc_out.weight", "fc_out.bias"],
        Published = new PublishedWeights(new Uri("https://download.pytorch.org/models/resnet18-5c106cde.pth"), ["resnet18-f37072fd.pth"]),
    };

    /// <inheritdoc/>
    protected override Tensor Frozen(Tensor image)
    {
        using var first = conv1.call(image);
        using var normalised = bn1.call(first);
        normalised.relu_();
        var map = nn.functional.max_pool2d(normalised, 3, stride: 2, padding: 1);
        foreach (var stage in stages[..^1])
        {
            var next = stage.call(map);
            map.Dispose();
            map = next;
        }

        return map;
    }

    /// <inheritdoc/>
    protected override Tensor Tail(Tensor features)
    {
        using var map = stages[^1].call(features);
        using var pooled = nn.functional.avg_pool2d(map, [map.shape[2], map.shape[3]]);
        using var flat = pooled.flatten(1);
        using var classes = fc.call(flat);
        using var kept = dropout.call(classes);
        return head.call(kept);
    }

    private static Sequential Stage(int inChannels, int outChannels, int stride) =>
        nn.Sequential(new ResidualBlock(inChannels, outChannels, stride), new ResidualBlock(outChannels, outChannels, 1));
}
