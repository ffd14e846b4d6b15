using SliceActors.Imaging.Slices;

namespace SliceActors.Studies.Results;

/// <summary>What the networks of ClinicaDL 1.x see of a slice.</summary>
/// <param name="Channels">1, or 3 with the same picture in each.</param>
/// <param name="Shape">Rows and columns.</param>
/// <param name="IsNative">Float32 at the size of the volume (from 1.0.2 on), not 8 bit that were resized (1.0.0 and 1.0.1).</param>
public sealed record ClinicaInput(int Channels, SliceShape Shape, bool IsNative)
{
    /// <summary>The column that the labels come from; null for a reconstruction.</summary>
    public string? Label { get; init; }

    /// <summary>What the slices are cut from, where that is no image that is found here, for example <c>pet-linear images</c>; else null.</summary>
    public string? OtherImages { get; init; }
}
