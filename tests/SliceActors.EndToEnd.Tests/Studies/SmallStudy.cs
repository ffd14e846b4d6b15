using SliceActors.EndToEnd.Tests.Custom;
using SliceActors.Imaging.Synthetic;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;

namespace SliceActors.EndToEnd.Tests.Studies;

/// <summary>Twelve small heads in two folds, three slice positions, in a temporary folder with a cache of its own.</summary>
public sealed class SmallStudy : IDisposable
{
    /// <summary>Networks of a multicnn run.</summary>
    public const int Networks = 6;

    /// <summary>Epochs of each network.</summary>
    public const int Epochs = 4;

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("slice-actors-e2e-");
    private int outputs;

    public SmallStudy()
    {
        var study = new SyntheticStudy { ParticipantsPerClass = 6, Shape = new VolumeShape(18, 22, 19), Band = new SliceRange(new SliceIndex(8), 3), Sessions = 1 };
        var made = SyntheticHeads.Write(folder.FullName, study);
        (Caps, Labels) = (made.CapsDirectory, made.LabelsDirectory);
    }

    public string Caps { get; }

    public string Labels { get; }

    public string Cache => Path.Combine(folder.FullName, "cache");

    /// <summary>The table of one set of fold 0.</summary>
    public string Table(string subset, string file) => Path.Combine(Labels, $"{subset}_splits-2", "split-0", file);

    /// <summary>The image files, in the order of their names.</summary>
    public IReadOnlyList<string> Images() => [.. Directory.EnumerateFiles(Caps, "*.nii.gz", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>Path of an output folder that does not exist yet.</summary>
    public string NewOutput() => Path.Combine(folder.FullName, $"results-{Interlocked.Increment(ref outputs)}");

    /// <summary>A command line of <c>train</c>.</summary>
    /// <param name="networkType"><c>cnn</c> or <c>multicnn</c>.</param>
    /// <param name="output">Output folder.</param>
    /// <param name="options">Options, each with one value, in addition to the usual ones or in their place.</param>
    public string[] Train(string networkType, string output, params string[] options) => Arguments("train", networkType, output, "ConvNet", options);

    /// <summary>The same with a small script, for what does not depend on the network: to train it costs next to nothing.</summary>
    public string[] Quick(string networkType, string output, params string[] options) => Arguments("train", networkType, output, CustomFiles.Script, options);

    /// <summary>The same with a network that rests before each batch, for a run that only has to be there while others ask for it: 200 epochs, which nobody waits for.</summary>
    public string[] Unhurried(string networkType, string output, params string[] options) =>
        Arguments("train", networkType, output, "unhurried", ["--plugin", CustomFiles.Plugin, "--epochs", "200", .. options]);

    /// <summary>A command line of <c>train</c> or <c>check</c>.</summary>
    public string[] Arguments(string command, string networkType, string output, string architecture, params string[] options)
    {
        string[][] usual =
        [
            ["--n_splits", "2"], ["--slice_direction", "2"], ["--discarded_slices", "8", "8"], ["--epochs", $"{Epochs}"], ["--learning_rate", "1e-3"],
            ["--seed", "7"], ["--slots", "2"], ["--checkpoint_every", "0"], ["--cache_dir", Cache], ["-cpu"],
        ];
        return [command, "slice", networkType, Caps, "t1-linear", Labels, output, architecture, .. usual.Where(option => !options.Contains(option[0])).SelectMany(option => option), .. options];
    }

    public string[] Resume(string output, params string[] options) => ["resume", output, "--cache_dir", Cache, .. options.Contains("--checkpoint_every") ? Array.Empty<string>() : ["--checkpoint_every", "0"], .. options];

    public void Dispose() => folder.Delete(recursive: true);
}
