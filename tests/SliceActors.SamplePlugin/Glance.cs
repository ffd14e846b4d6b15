using SliceActors.Learning.Networks;
using SliceActors.Learning.Networks.Custom;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SliceActors.SamplePlugin;

/// <summary>A network that looks at a slice from afar, for many trainings in little time: means of 8 × 8 pixels, eight filters, normalised, and a linear layer.</summary>
public class Glance : INetworkPlugin
{
    /// <inheritdoc/>
    public virtual string Name => "glance";

    /// <inheritdoc/>
    public int InputChannels => 1;

    /// <summary>Whether the filters stay as they are drawn.</summary>
    protected virtual bool FiltersStay => false;

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(NetworkOptions options) => new Network(FiltersStay);

    private sealed class Network : nn.Module<Tensor, Tensor>
    {
        private const int Filters = 8;
        private readonly Conv2d? conv;
        private readonly CountedBatchNorm2d norm;
        private readonly Linear head = nn.Linear(Filters * 7 * 7, NetworkOptions.Classes);

        public Network(bool filtersStay)
            : base(nameof(Glance))
        {
            conv = filtersStay ? null : nn.Conv2d(1, Filters, 5, padding: 2);
            norm = new CountedBatchNorm2d(Filters, affine: !filtersStay);
            RegisterComponents();
            if (filtersStay)
            {
                using var deviation = 0.2.ToScalar(); // Held: left to TorchSharp it may be collected while libtorch reads it.
                register_buffer("filters", randn(Filters, 1, 5, 5).mul_(deviation));
            }
        }

        public override Tensor forward(Tensor input)
        {
            var afar = nn.functional.avg_pool2d(input, 8);
            var seen = conv is null ? nn.functional.conv2d(afar, get_buffer("filters")!, padding: [2, 2]) : conv.call(afar);
            return head.call(nn.functional.max_pool2d(norm.call(seen).relu(), 4).flatten(1));
        }
    }
}
