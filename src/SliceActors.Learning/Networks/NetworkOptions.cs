using SliceActors.Imaging.Slices;

namespace SliceActors.Learning.Networks;

/// <summary>What a user may choose about any network, and what every network has to do with.</summary>
/// <param name="Dropout">Rate of the dropout layers, in [0, 1): <c>--dropout</c>.</param>
public sealed record NetworkOptions(double Dropout)
{
    /// <summary>The slices that it will see. Only networks of ClinicaDL 1.x see others than the usual ones.</summary>
    internal SliceShape Input { get; init; } = SliceShape.Usual;

    /// <summary>Rows and columns of a slice, in pixels.</summary>
    public static int InputSize => SliceNetwork.InputSize;

    /// <summary>Logits per slice.</summary>
    public static int Classes => SliceNetwork.Classes;
}
