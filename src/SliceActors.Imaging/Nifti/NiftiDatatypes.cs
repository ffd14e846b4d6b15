namespace SliceActors.Imaging.Nifti;

/// <summary>Sizes of the voxel types, and the names of those that hold no single real number.</summary>
internal static class NiftiDatatypes
{
    public static int Bytes(this NiftiDatatype datatype) => datatype switch
    {
        NiftiDatatype.Unsigned8 or NiftiDatatype.Signed8 => 1,
        NiftiDatatype.Signed16 or NiftiDatatype.Unsigned16 => 2,
        NiftiDatatype.Signed32 or NiftiDatatype.Unsigned32 or NiftiDatatype.Real32 => 4,
        NiftiDatatype.Signed64 or NiftiDatatype.Unsigned64 or NiftiDatatype.Real64 => 8,
        _ => throw new ArgumentOutOfRangeException(nameof(datatype), datatype, null),
    };

    /// <summary>Name of a code that is refused.</summary>
    public static string Describe(short code) => code switch
    {
        0 => "unknown (0)",
        1 => "binary (1)",
        32 => "complex64 (32)",
        128 => "RGB24 (128)",
        1536 => "float128 (1536)",
        1792 => "complex128 (1792)",
        2048 => "complex256 (2048)",
        2304 => "RGBA32 (2304)",
        _ => $"{code}",
    };
}
