using SliceActors.Learning.Networks;
using SliceActors.Learning.Objectives;
using SliceActors.Learning.Threads;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Onnx;

/// <summary>Writes trained networks in ONNX's format, several side by side.</summary>
/// <param name="architecture">Their kind.</param>
/// <param name="type">What they were trained for.</param>
/// <param name="dropout">Their rate of dropout: it takes no part in the answers of a trained network, but a user's network may have layers by it.</param>
public sealed class OnnxExport(Architecture architecture, NetworkType type, double dropout)
{
    private readonly Objective objective = type == NetworkType.Autoencoder ? new Reconstruction() : new Classification();

    /// <summary>Looks whether networks of this kind can be written, before anything is.</summary>
    /// <returns>What is in the way; null when nothing is.</returns>
    public Finding? Misfit()
    {
        using var network = Fresh();
        try
        {
            _ = NetworkGraph.Of(network);
            return null;
        }
        catch (UnknownLayerException unknown)
        {
            return new Finding("--onnx", null, $"{architecture.Name} has something that cannot be written, {unknown.Message}", $"a network of these layers: {Layers.Known}");
        }
    }

    /// <summary>Writes all files durably.</summary>
    /// <param name="jobs">The networks and their files.</param>
    /// <param name="version">Version of this program.</param>
    /// <param name="sideBySide">Networks that are held in memory at a time, at least 1.</param>
    /// <param name="done">Told the number of files that are written, from many threads.</param>
    /// <param name="cancellation">Stops before the next network.</param>
    /// <exception cref="BadInputException">Model files are absent or of another network: all findings, in the order of the jobs.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public void Write(IReadOnlyList<OnnxJob> jobs, string version, int sideBySide, Action<int> done, CancellationToken cancellation) => SideBySide.Run(
        jobs,
        ComputeDevice.Cpus(sideBySide),
        "onnx",
        (job, _) =>
        {
            cancellation.ThrowIfCancellationRequested();
            using var network = Fresh();
            InitialWeights.LoadTrained(network, job.ModelFile);
            network.eval();
            DurableFile.Write(job.Target, stream => OnnxFile.Write(stream, network, version, job.Description, job.Facts));
            return true;
        },
        done,
        cancellation);

    private SliceNetwork Fresh() => objective.Build(architecture, new NetworkOptions(dropout), seed: 0);
}
