namespace SliceActors.Imaging.Nifti;

/// <summary>
/// Where the fields lie in the two versions of the header, and how wide they are (nifti1.h and nifti2.h of the NIfTI Data Format Working Group).
/// </summary>
internal sealed class NiftiLayout
{
    /// <summary>The 348 bytes of NIfTI-1.</summary>
    public static readonly NiftiLayout One = new()
    {
        HeaderBytes = 348,
        Wide = false,
        Magic = 344,
        SingleMagic = [.. "n+1\0"u8],
        PairMagic = [.. "ni1\0"u8],
        Dim = 40,
        Datatype = 70,
        Pixdim = 76,
        VoxOffset = 108,
        SclSlope = 112,
        SclInter = 116,
        QformCode = 252,
        SformCode = 254,
        Quatern = 256,
        Qoffset = 268,
        Srow = 280,
        QuaternionTolerance = 3 * 1.1920928955078125e-07,
    };

    /// <summary>The 540 bytes of NIfTI-2.</summary>
    public static readonly NiftiLayout Two = new()
    {
        HeaderBytes = 540,
        Wide = true,
        Magic = 4,
        SingleMagic = [.. "n+2\0\r\n\x1a\n"u8],
        PairMagic = [.. "ni2\0\r\n\x1a\n"u8],
        Dim = 16,
        Datatype = 12,
        Pixdim = 104,
        VoxOffset = 168,
        SclSlope = 176,
        SclInter = 184,
        QformCode = 344,
        SformCode = 348,
        Quatern = 352,
        Qoffset = 376,
        Srow = 400,
        QuaternionTolerance = 3 * 2.220446049250313e-16,
    };

    public required int HeaderBytes { get; init; }

    /// <summary>NIfTI-2: 64-bit dimensions and reals, 32-bit codes; NIfTI-1: 16-bit dimensions and codes, 32-bit reals.</summary>
    public required bool Wide { get; init; }

    public required int Magic { get; init; }

    public required byte[] SingleMagic { get; init; }

    public required byte[] PairMagic { get; init; }

    public required int Dim { get; init; }

    public required int Datatype { get; init; }

    public required int Pixdim { get; init; }

    public required int VoxOffset { get; init; }

    public required int SclSlope { get; init; }

    public required int SclInter { get; init; }

    public required int QformCode { get; init; }

    public required int SformCode { get; init; }

    public required int Quatern { get; init; }

    public required int Qoffset { get; init; }

    public required int Srow { get; init; }

    /// <summary>How far 1 − b² − c² − d² may fall below zero by rounding.</summary>
    public required double QuaternionTolerance { get; init; }

    /// <summary>First byte that voxels may use: the header and the four bytes that announce extensions.</summary>
    public int FirstDataByte => HeaderBytes + 4;

    public long Dimension(HeaderFields fields, int index) => Wide ? fields.Int64(Dim + 8 * index) : fields.Int16(Dim + 2 * index);

    public int Code(HeaderFields fields, int at) => Wide ? fields.Int32(at) : fields.Int16(at);

    public double Real(HeaderFields fields, int at, int index = 0) => Wide ? fields.Float64(at + 8 * index) : fields.Float32(at + 4 * index);

    public double DataOffset(HeaderFields fields) => Wide ? fields.Int64(VoxOffset) : fields.Float32(VoxOffset);
}
