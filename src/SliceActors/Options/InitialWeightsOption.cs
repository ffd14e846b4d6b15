using SliceActors.Learning.Networks;
using SliceActors.Runs.Specs;

namespace SliceActors.Options;

/// <summary>The value of <c>--weights</c>.</summary>
/// <param name="Kind">Where the weights come from.</param>
/// <param name="File">Absolute path of a file named by the user; null otherwise.</param>
internal sealed record InitialWeightsOption(WeightsKind Kind, string? File)
{
    /// <summary>Whether a value is the path of a file.</summary>
    public static bool IsFile(string value) => value is not ("none" or "imagenet");

    public static InitialWeightsOption Parse(string? value, Architecture? architecture, string? typedIn = null) => value switch
    {
        null => new(architecture?.DefaultWeights ?? WeightsKind.None, null),
        "none" or "" => new(WeightsKind.None, null),
        "imagenet" => new(WeightsKind.ImageNet, null),
        _ => new(WeightsKind.File, Path.GetFullPath(value, typedIn ?? Directory.GetCurrentDirectory())),
    };
}
