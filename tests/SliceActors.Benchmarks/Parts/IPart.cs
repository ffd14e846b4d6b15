using SliceActors.Benchmarks.Measuring;

namespace SliceActors.Benchmarks.Parts;

/// <summary>A group of benchmarks that can be run alone.</summary>
internal interface IPart
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>What it compares, in one line.</summary>
    string Description { get; }

    /// <summary>Measures.</summary>
    /// <param name="settings">Data, folder, how much time may be spent.</param>
    /// <param name="report">Takes the results.</param>
    Task Run(Settings settings, Report report);
}
