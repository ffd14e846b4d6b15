using Microsoft.Extensions.Logging;
using SliceActors.Actors.Hosting.Settings;
using SliceActors.Actors.Nodes;
using SliceActors.Imaging.Store;

namespace SliceActors.Actors.Hosting.Nodes;

/// <summary>How a node of a cluster works.</summary>
/// <param name="Settings">What it is for, and how it reaches the others.</param>
/// <param name="Slots">Networks trained side by side, at least 1; of no use on a node that is no trainer.</param>
/// <param name="FillThreads">Threads that prepare slices, at least 1.</param>
/// <param name="Cache">Where prepared slices are kept.</param>
/// <param name="Logging">Where its actors say what they do.</param>
/// <param name="Desk">Checks what clients submit.</param>
/// <param name="Version">Version of the program, which clients are told.</param>
public sealed record ClusterNodeOptions(ClusterSettings Settings, int Slots, int FillThreads, SliceCache Cache, ILoggerFactory Logging, IStudyDesk Desk, string Version);
