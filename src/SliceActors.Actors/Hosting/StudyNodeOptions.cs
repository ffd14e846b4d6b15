using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Training;
using SliceActors.Runs.Files;
using SliceActors.Runs.Machines;

namespace SliceActors.Actors.Hosting;

/// <summary>How one machine runs a study.</summary>
/// <param name="Tree">Output folder; its journal is made when absent.</param>
/// <param name="Slots">What the units that are trained side by side compute on, at least one.</param>
/// <param name="FillThreads">Threads that prepare slices, at least 1.</param>
/// <param name="Cache">Where prepared slices are kept.</param>
/// <param name="LogLevel">What the actors say.</param>
/// <param name="ConfigureLogging">Where they say it.</param>
public sealed record StudyNodeOptions(
    ResultTree Tree, ImmutableArray<ComputeDevice> Slots, int FillThreads, SliceCache Cache, LogLevel LogLevel, Action<ILoggingBuilder> ConfigureLogging)
{
    /// <summary>How long after a checkpoint of a unit the next one is due.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TrainingJob.DefaultCheckpointEvery;
}
