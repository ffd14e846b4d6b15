using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Transfer;

/// <summary>Trained networks that others start from.</summary>
/// <param name="Tree">Their result folder, ours or ClinicaDL's.</param>
/// <param name="NetworkType">What they are.</param>
/// <param name="Architecture">Their kind, as their study recorded it.</param>
/// <param name="Selection">Which of the best models is taken; of an autoencoder it is always the one with the best loss, since it has no other.</param>
public sealed record TransferSource(ResultTree Tree, NetworkType NetworkType, string Architecture, Selection Selection)
{
    /// <summary>Whether only the convolutional part of a classifier is taken: its linear layers are for slices of another shape.</summary>
    public bool ConvolutionsOnly { get; init; }

    /// <summary>Why networks of one type cannot start from another type's; null when they can.</summary>
    /// <param name="source">What was trained.</param>
    /// <param name="target">What is to be trained.</param>
    public static string? Refusal(NetworkType source, NetworkType target) => (source, target) switch
    {
        (NetworkType.Multicnn, NetworkType.Cnn) => "a multicnn has one network for each slice: none of them is the one that a cnn could start from",
        (not NetworkType.Autoencoder, NetworkType.Autoencoder) => $"a {source.Term()} has no decoder that an autoencoder could start from",
        _ => null,
    };

    /// <summary>The model file of one of its units.</summary>
    /// <param name="unit">A unit of the source.</param>
    public string Model(UnitId unit) => Tree.Model(unit, NetworkType == NetworkType.Autoencoder ? Selection.BestLoss : Selection);
}
