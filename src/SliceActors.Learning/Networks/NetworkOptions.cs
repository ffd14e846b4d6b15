namespace SliceActors.Learning.Networks;

/// <summary>What a user may choose about any network, and what every network has to do with.</summary>
/// <param name="Dropout">Rate of the dropout layers, in [0, 1): <c>--dropout</c>.</param>
public sealed record NetworkOptions(double Dropout)
{
    /// <summary>Rows and columns of a slice, in pixels.</summary>
    public static int InputSize => SliceNetwork.InputSize;

    /// <summary>Logits per slice.</summary>
    public static int Classes => SliceNetwork.Classes;
}
