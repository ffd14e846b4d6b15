using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using SliceActors.Actors.Hosting.Settings;
using SliceActors.Actors.Nodes;
using SliceActors.Actors.Results;
using SliceActors.Imaging.Store;
using SliceActors.Runs.Machines;

namespace SliceActors.Actors.Hosting.Nodes;

/// <summary>How a node of a cluster works.</summary>
/// <param name="Settings">What it is for, and how it reaches the others.</param>
/// <param name="Slots">What the networks that are trained side by side compute on, at least one; of no use on a node that is no trainer.</param>
/// <param name="FillThreads">Threads that prepare slices, at least 1.</param>
/// <param name="Cache">Where prepared slices are kept.</param>
/// <param name="WeightsFolder">Cache folder of the program, where published weights are looked for and downloaded to.</param>
/// <param name="Logging">Where its actors say what they do.</param>
/// <param name="Desk">Checks what clients submit.</param>
/// <param name="Version">Version of the program, which clients are told.</param>
/// <param name="Numerics">What decides the bytes that it computes.</param>
public sealed record ClusterNodeOptions(ClusterSettings Settings, ImmutableArray<ComputeDevice> Slots, int FillThreads, SliceCache Cache, string WeightsFolder, ILoggerFactory Logging, IStudyDesk Desk, string Version, Numerics Numerics)
{
    /// <summary>Writes the pages about finished runs; null where runs end without.</summary>
    public IRunReport? Report { get; init; }
}
