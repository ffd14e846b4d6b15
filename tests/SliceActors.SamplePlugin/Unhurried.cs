using SliceActors.Learning.Networks;
using SliceActors.Learning.Networks.Custom;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SliceActors.SamplePlugin;

/// <summary>
/// A small network that rests before each batch: its runs last while their cores have time for others. As long as the file is there that <see cref="Pause"/> names,
/// it rests on.
/// </summary>
public sealed class Unhurried : INetworkPlugin
{
    /// <summary>Variable of the environment with the path of a file.</summary>
    public const string Pause = "UNHURRIED_PAUSE";

    private static readonly TimeSpan Rest = TimeSpan.FromMilliseconds(75);

    /// <inheritdoc/>
    public string Name => "unhurried";

    /// <inheritdoc/>
    public int InputChannels => 1;

    /// <inheritdoc/>
    public nn.Module<Tensor, Tensor> Build(NetworkOptions options) => new Network();

    // Without batch normalisation: that of TorchSharp counts batches with a scalar which the garbage collector may take while it is used.
    private sealed class Network : nn.Module<Tensor, Tensor>
    {
        private readonly Conv2d conv = nn.Conv2d(1, 4, 5, stride: 4, padding: 2);
        private readonly Linear head = nn.Linear(4 * 7 * 7, NetworkOptions.Classes);

        public Network()
            : base(nameof(Unhurried)) => RegisterComponents();

        public override Tensor forward(Tensor input)
        {
            do
            {
                Thread.Sleep(Rest);
            }
            while (File.Exists(Environment.GetEnvironmentVariable(Pause)));
            return head.call(nn.functional.adaptive_avg_pool2d(conv.call(input).relu(), [7, 7]).flatten(1));
        }
    }
}
