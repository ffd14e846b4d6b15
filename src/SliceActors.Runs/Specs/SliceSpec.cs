using System.Text.Json.Serialization;

namespace SliceActors.Runs.Specs;

/// <summary>How volumes are cut and prepared.</summary>
public sealed record SliceSpec
{
    /// <summary>Axis along which volumes are cut.</summary>
    public SliceDirection Direction { get; init; }

    /// <summary>Slices dropped at the beginning of the volume.</summary>
    public int DiscardedAtBeginning { get; init; } = 20;

    /// <summary>Slices dropped at the end of the volume.</summary>
    public int DiscardedAtEnd { get; init; } = 20;

    /// <summary>Whether <c>commandline.json</c> holds a list (the option was given) or the default number.</summary>
    public bool DiscardedGiven { get; init; }

    /// <summary>No min-max scaling: intensities are clamped to [0, 1] before the 8-bit step.</summary>
    public bool Unnormalize { get; init; }

    /// <summary>Slices are read from the files of an extraction instead of being cut from volumes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool UseExtractedSlices { get; init; }
}
