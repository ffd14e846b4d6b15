using System.Collections.Immutable;
using SliceActors.Benchmarks.Programs;
using SliceActors.Benchmarks.Studies;
using SliceActors.Runs.Files;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Tables;

namespace SliceActors.Benchmarks.Claims;

/// <summary>The study of the demo with a small network, and with permutations.</summary>
/// <param name="tree">Its results.</param>
internal sealed class PermutedStudy(ResultTree tree)
{
    private const double Level = 0.05;

    /// <summary>Trains it.</summary>
    /// <param name="workspace">Where.</param>
    /// <param name="heads">Its images.</param>
    /// <param name="permutations">How often labels are permuted.</param>
    public static PermutedStudy Train(Workspace workspace, Heads heads, int permutations)
    {
        var results = workspace.NewFolder("chance");
        SliceActorsProcess.Run(
            "train", "slice", "multicnn", heads.Caps, "t1-linear", heads.Labels, results, "glance", "--plugin", SamplePlugin.File, "--n_splits", "2", "--epochs", "8", "--train_metrics", "pass",
            "--batch_size", "8", "--learning_rate", "0.01", "--slice_direction", "axial", "--discarded_slices", "25", "19", "--seed", "1", "--permutations", $"{permutations}", "--use_cpu", "--quiet",
            "--cache_dir", heads.Cache);
        return new PermutedStudy(new ResultTree(results));
    }

    /// <summary>The slices that pass the threshold which holds for all of them together.</summary>
    /// <param name="selection">Epochs by which the networks are chosen.</param>
    public ImmutableArray<int> Passing(Selection selection) =>
        [.. ChanceTableReader.ReadChance(tree.Chance).Where(row => row.Selection == selection && row.Slice is not null && row.P <= Level).Select(row => row.Slice!.Value)];
}
