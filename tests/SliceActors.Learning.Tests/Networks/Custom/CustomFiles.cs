using System.Reflection;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Tests.Networks.Custom;

/// <summary>Files that define networks.</summary>
internal static class CustomFiles
{
    /// <summary>The sample plugin, built beside these tests.</summary>
    public static string SamplePlugin { get; } = AppContext.BaseDirectory
        .Replace(Assembly.GetExecutingAssembly().GetName().Name!, "SliceActors.SamplePlugin", StringComparison.Ordinal) + "SliceActors.SamplePlugin.dll";

    /// <summary>A network with all kinds of layers, dropout among them, for what is trained over and over: it costs a fraction of ConvNet.</summary>
    public static NetworkSpec Small { get; } = Plugin("small_vgg", dropout: 0.3);

    /// <summary>A TorchScript network with dropout, and with operations whose gradients libtorch computes in two ways.</summary>
    public static string SmallScript { get; } = Path.Combine(AppContext.BaseDirectory, "Golden", "torchscript", "small_script.pt");

    public static NetworkSpec Plugin(string name, string? file = null, double dropout = 0) => NetworkCode.Settle(new NetworkSpec
    {
        Architecture = name,
        PluginFile = file ?? SamplePlugin,
        Weights = WeightsKind.None,
        Trainable = TrainableLayers.All,
        Dropout = dropout,
    });

    public static NetworkSpec Script(string? file = null) => NetworkCode.Settle(new NetworkSpec
    {
        Architecture = file ?? SmallScript,
        Weights = WeightsKind.None,
        Trainable = TrainableLayers.All,
    });

    /// <summary>What the trial of a network finds, a line each.</summary>
    public static string Found(NetworkSpec network, NetworkType networkType = NetworkType.Cnn)
    {
        var findings = new List<Finding>();
        NetworkProbe.Check(network, networkType, findings);
        return string.Join('\n', findings);
    }
}
