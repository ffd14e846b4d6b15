namespace SliceActors.Imaging.Nifti;

/// <summary>Facts about NIfTI files as files.</summary>
internal static class NiftiFile
{
    /// <summary>Deflate turns at most 258 bytes into 2 bits (RFC 1951), 1032 into one byte.</summary>
    private const long MostInflation = 1032;

    public static bool IsNifti(string path) => IsGzip(path) || path.EndsWith(".nii", StringComparison.Ordinal);

    public static bool IsGzip(string path) => path.EndsWith(".nii.gz", StringComparison.Ordinal);

    /// <summary>Most bytes that can come out of a compressed file.</summary>
    public static long LargestInflated(long compressed) => compressed * MostInflation;
}
