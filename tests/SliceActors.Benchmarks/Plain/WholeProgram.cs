using System.Diagnostics;
using System.Globalization;
using SliceActors.Benchmarks.Programs;
using SliceActors.Benchmarks.Studies;
using SliceActors.Runs.Specs;

namespace SliceActors.Benchmarks.Plain;

/// <summary>A study as a user trains it: a process of the published program, from an empty cache to the tables.</summary>
internal static class WholeProgram
{
    /// <summary>Trains a study.</summary>
    /// <param name="source">Its data.</param>
    /// <param name="study">The study.</param>
    /// <param name="workspace">Where results and cache are made.</param>
    /// <returns>Seconds from the start of the process to its end.</returns>
    /// <exception cref="InvalidOperationException">It failed.</exception>
    public static double Train(StudySource source, BenchmarkStudy study, Workspace workspace)
    {
        var (spec, optimisation) = (study.Spec, study.Spec.Optimisation);
        string[] arguments =
        [
            "train", "slice", spec.NetworkType.Term(), source.Caps, "t1-linear", source.Tsv, workspace.NewFolder("whole"), spec.Network.Architecture,
            .. source.NSplits is { } splits ? ["--n_splits", Text(splits), "--split", "0"] : Array.Empty<string>(),
            "--diagnoses", .. source.Diagnoses,
            .. source.LabelCode.Count > 0 ? source.LabelCode.Select(code => $"{code.Key}={code.Value}").Prepend("--label_code") : [],
            "--slice_direction", "0", "--discarded_slices", Text(spec.Slices.DiscardedAtBeginning), Text(spec.Slices.DiscardedAtEnd),
            "--epochs", Text(optimisation.Epochs), "--batch_size", Text(optimisation.BatchSize), "--learning_rate", Text(optimisation.LearningRate), "--weight_decay", Text(optimisation.LearningRate),
            .. spec.NetworkType == NetworkType.Autoencoder ? Array.Empty<string>() : ["--weights", "none", "--trainable", spec.Network.Trainable.Term()],
            "--seed", "1", "--use_cpu", "--quiet", "--cache_dir", workspace.NewFolder("whole-cache"),
        ];
        var clock = Stopwatch.StartNew();
        SliceActorsProcess.Run(arguments);
        return clock.Elapsed.TotalSeconds;
    }

    private static string Text<T>(T value)
        where T : IFormattable => value.ToString(null, CultureInfo.InvariantCulture);
}
