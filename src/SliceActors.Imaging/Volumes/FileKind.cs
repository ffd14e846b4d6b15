using System.Buffers.Binary;
using System.Text;

namespace SliceActors.Imaging.Volumes;

/// <summary>Says what a file is that was taken for something else, by how it begins.</summary>
internal static class FileKind
{
    /// <summary>Enough of a file's beginning to tell.</summary>
    public const int BytesNeeded = 512;

    private const int DicomPreamble = 128;
    private const int TarMagic = 257;

    /// <summary>What the file is, in words.</summary>
    /// <param name="start">Its first bytes; fewer than <see cref="BytesNeeded"/> only when it has no more.</param>
    public static string Describe(ReadOnlySpan<byte> start) =>
        start.IsEmpty ? "an empty file"
        : !start.ContainsAnyExcept((byte)0) ? "zeros: a download or a copy that was not finished"
        : IsGitAnnexPointer(start) ? "a git-annex pointer, not the file itself: fetch it with 'git annex get'"
        : start.StartsWith("version https://git-lfs"u8) ? "a Git LFS pointer, not the file itself: fetch it with 'git lfs pull'"
        : IsMarkup(start) ? "a web page or XML text: what a server answers when a download fails"
        : Magic(start) ?? (IsText(start) ? $"text that begins with '{FirstLine(start)}'" : $"something that begins with the bytes {Convert.ToHexStringLower(start[..Math.Min(start.Length, 8)])}");

    private static string? Magic(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]) ? "a gzip file"
        : start.StartsWith("PK\x03\x04"u8) ? "a zip archive"
        : IsNifti(start) ? "a NIfTI file that is not compressed"
        : start.StartsWith("BZh"u8) ? "a bzip2 file"
        : start.StartsWith((ReadOnlySpan<byte>)[0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z']) ? "an xz file"
        : start.StartsWith((ReadOnlySpan<byte>)[(byte)'7', (byte)'z', 0xbc, 0xaf]) ? "a 7z archive"
        : start.StartsWith((ReadOnlySpan<byte>)[0x28, 0xb5, 0x2f, 0xfd]) ? "a Zstandard file"
        : At(start, DicomPreamble, "DICM"u8) ? "a DICOM file"
        : At(start, TarMagic, "ustar"u8) ? "a tar archive"
        : null;

    private static bool IsNifti(ReadOnlySpan<byte> start) =>
        start.Length >= sizeof(int)
        && (BinaryPrimitives.ReadInt32LittleEndian(start) is 348 or 540 || BinaryPrimitives.ReadInt32BigEndian(start) is 348 or 540);

    // What an unlocked file holds while its object is elsewhere, and what a copy makes of a link where there are no links.
    private static bool IsGitAnnexPointer(ReadOnlySpan<byte> start) =>
        start.StartsWith("/annex/objects/"u8) || (start.StartsWith("../"u8) && start.IndexOf(".git/annex/objects/"u8) > 0);

    private static bool IsMarkup(ReadOnlySpan<byte> start) => start.TrimStart(" \t\r\n\uFEFF"u8).StartsWith("<"u8) && IsText(start);

    private static bool At(ReadOnlySpan<byte> start, int offset, ReadOnlySpan<byte> magic) => start.Length >= offset && start[offset..].StartsWith(magic);

    private static bool IsText(ReadOnlySpan<byte> start) => start.IndexOfAnyInRange((byte)0, (byte)8) < 0 && start.IndexOfAnyInRange((byte)14, (byte)31) < 0;

    private static string FirstLine(ReadOnlySpan<byte> start)
    {
        const int Longest = 60;
        var line = Encoding.UTF8.GetString(start).TrimStart('\uFEFF').Split('\n', 2)[0].TrimEnd('\r');
        return line.Length <= Longest ? line : line[..Longest] + "…";
    }
}
