using Microsoft.Extensions.Logging;
using SliceActors.Imaging.Store;

namespace SliceActors.Actors.Hosting;

/// <summary>How one machine runs a study.</summary>
/// <param name="JournalFile">Absolute path of the SQLite journal; made when absent.</param>
/// <param name="Slots">Units trained side by side, at least 1.</param>
/// <param name="FillThreads">Threads that prepare slices, at least 1.</param>
/// <param name="Cache">Where prepared slices are kept.</param>
/// <param name="LogLevel">What the actors say.</param>
/// <param name="ConfigureLogging">Where they say it.</param>
public sealed record StudyNodeOptions(
    string JournalFile, int Slots, int FillThreads, SliceCache Cache, LogLevel LogLevel, Action<ILoggingBuilder> ConfigureLogging);
