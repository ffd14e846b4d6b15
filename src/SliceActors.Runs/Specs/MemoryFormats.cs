namespace SliceActors.Runs.Specs;

/// <summary>How feature maps lie in memory while networks compute: part of what decides the last bits.</summary>
public enum MemoryFormats
{
    /// <summary>Channel after channel in all layers, as version 0.1.0 computed.</summary>
    Contiguous = 0,

    /// <summary>What is fastest for each network and phase, by measurement: channels-last where that pays on a CPU.</summary>
    Fastest = 1,
}
