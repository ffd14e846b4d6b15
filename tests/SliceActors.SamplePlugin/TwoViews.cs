using SliceActors.Learning.Networks;
using SliceActors.Learning.Networks.Custom;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SliceActors.SamplePlugin;

/// <summary>A network with two branches: fine structure in small windows, coarse structure in large ones.</summary>
public sealed class TwoViews : INetworkPlugin
{
    /// <inheritdoc/>
    public string Name => "two_views";

    /// <inheritdoc/>
    public int InputChannels => 1;

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(NetworkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return new Network(options.Dropout);
    }

    private sealed class Network : nn.Module<Tensor, Tensor>
    {
        private readonly Conv2d fine = nn.Conv2d(1, 6, 3, stride: 2, padding: 1);
        private readonly Conv2d coarse = nn.Conv2d(1, 6, 15, stride: 8, padding: 7);
        private readonly CountedBatchNorm2d norm = new(12);
        private readonly SeededDropout dropout;
        private readonly Linear head = nn.Linear(12 * 7 * 7, NetworkOptions.Classes);

        public Network(double rate)
            : base(nameof(TwoViews))
        {
            dropout = new SeededDropout(rate);
            RegisterComponents();
        }

        public override Tensor forward(Tensor input)
        {
            var small = nn.functional.adaptive_avg_pool2d(fine.call(input).relu(), [7, 7]);
            var large = nn.functional.adaptive_avg_pool2d(coarse.call(input).relu(), [7, 7]);
            return head.call(dropout.call(norm.call(cat([small, large], 1)).flatten(1)));
        }
    }
}
