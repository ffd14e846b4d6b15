using System.Globalization;
using SliceActors.EndToEnd.Tests.Custom;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Studies;

namespace SliceActors.EndToEnd.Tests.Clusters;

/// <summary>The study that clusters train, and the run of <c>train</c> that theirs are compared with. Its network rests between batches, so that there is time for faults.</summary>
public sealed class ClusterStudy : IDisposable
{
    /// <summary>Networks of a run.</summary>
    public const int Networks = SmallStudy.Networks;

    /// <summary>Epochs of each.</summary>
    public const int Epochs = 24;

    private readonly SmallStudy study = new();
    private readonly Lazy<string> undisturbed;

    public ClusterStudy()
    {
        File.Copy(CustomFiles.Plugin, Plugin);
        undisturbed = new(() =>
        {
            var output = NewOutput();
            SliceActorsProgram.Run(Alone(output)).Ended(0);
            return output;
        });
    }

    /// <summary>Images and tables.</summary>
    public SmallStudy Data => study;

    /// <summary>Output folder of a run that nothing disturbed, on one machine.</summary>
    public string Undisturbed => undisturbed.Value;

    /// <summary>What everything of it lies below.</summary>
    public string Folder => Path.GetDirectoryName(study.Cache)!;

    // Nodes that others reach read nothing that does not lie below their roots.
    private string Plugin => Path.Combine(Folder, "plugin.dll");

    /// <summary>Prepared slices.</summary>
    public string Cache => study.Cache;

    /// <summary>Path of an output folder that does not exist yet.</summary>
    public string NewOutput() => study.NewOutput();

    /// <summary>A command line of <c>train</c>, all networks side by side.</summary>
    public string[] Alone(string output) => [.. Arguments("train", output), "--cache_dir", Cache, "--slots", $"{Networks}"];

    /// <summary>A command line of <c>submit</c>, <c>check</c> or <c>train</c>.</summary>
    public string[] Arguments(string command, string output, params string[] options) =>
    [
        command, "slice", "multicnn", study.Caps, "t1-linear", study.Labels, output, "unhurried", "--plugin", Plugin,
        "--n_splits", "2", "--slice_direction", "2", "--discarded_slices", "8", "8", .. options.Contains("--epochs") ? Array.Empty<string>() : ["--epochs", Epochs.ToString(CultureInfo.InvariantCulture)],
        "--learning_rate", "1e-3", "--seed", "7", "-cpu", .. options,
    ];

    public void Dispose() => study.Dispose();
}

/// <summary>Tests with clusters of several machines: one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class ClusterGroup : ICollectionFixture<ClusterStudy>, ICollectionFixture<FiveNodes>
{
    public const string Name = "clusters";
}

/// <summary>Tests with nodes of one machine: one after the other, beside those of several.</summary>
[CollectionDefinition(Name)]
public sealed class NodeGroup : ICollectionFixture<ClusterStudy>
{
    public const string Name = "nodes";
}
