using System.Text;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.Tests.Support;
using SliceActors.Runs.Errors;
using SliceActors.Testing;

namespace SliceActors.Imaging.Tests.Nifti;

/// <summary>Files under the name of an image that are something else: the finding says what.</summary>
public class FileKindTests
{
    public static TheoryData<string, byte[]> Others => new()
    {
        { "an empty file", [] },
        { "zeros: a download", new byte[4096] },
        { "a zip archive", [.. "PK\x03\x04 and so on"u8] },
        { "a web page or XML text", [.. "<!DOCTYPE html>\n<html><body>404 Not Found</body></html>"u8] },
        { "a web page or XML text", [.. "\uFEFF\n<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code></Error>"u8] },
        { "a git-annex pointer", [.. "/annex/objects/SHA256E-s10240--0123.nii.gz\n"u8] },
        { "a git-annex pointer", [.. "../../../.git/annex/objects/Xx/yY/SHA256E-s10240--0123.nii.gz"u8] },
        { "a Git LFS pointer", [.. "version https://git-lfs.github.com/spec/v1\noid sha256:0123\nsize 10240\n"u8] },
        { "a bzip2 file", [.. "BZh91AY&SY"u8] },
        { "an xz file", [0xfd, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0, 0, 4] },
        { "a 7z archive", [(byte)'7', (byte)'z', 0xbc, 0xaf, 0x27, 0x1c] },
        { "a Zstandard file", [0x28, 0xb5, 0x2f, 0xfd, 0, 0] },
        { "a DICOM file", [.. new byte[128], .. "DICM\x02\0\0\0"u8] },
        { "a tar archive", [.. Encoding.ASCII.GetBytes("sub-1/image.nii".PadRight(257, '\0')), .. "ustar"u8, .. new byte[250]] },
        { "text that begins with 'no such key'", [.. "no such key\r\nsorry\r\n"u8] },
        { "something that begins with the bytes 0102030405060708", [1, 2, 3, 4, 5, 6, 7, 8, 9] },
    };

    [Theory]
    [MemberData(nameof(Others))]
    public void What_is_no_image_is_said_to_be_what_it_is(string what, byte[] content)
    {
        using var folder = new TemporaryFolder();
        foreach (var name in new[] { "image.nii.gz", "image.nii", "image.pt" })
        {
            if (name == "image.pt" && what == "a zip archive")
            {
                continue; // As far as its first bytes tell, a zip archive is a tensor.
            }

            AssertSaid(what, folder.Write(name, content));
        }
    }

    [Fact]
    public void An_image_under_the_name_of_another_kind_is_said_to_be_what_it_is()
    {
        using var folder = new TemporaryFolder();
        AssertSaid("a NIfTI file that is not compressed", folder.Write("image.nii.gz", new NiftiBytes().Build()));
        AssertSaid("a NIfTI file that is not compressed", folder.Write("big.nii.gz", new NiftiBytes(bigEndian: true, two: true).Build()));
        AssertSaid("a gzip file", folder.Write("image.nii", new NiftiBytes().Compress()));
        AssertSaid("a gzip file", folder.Write("image.pt", new NiftiBytes().Compress()));
    }

    private static void AssertSaid(string what, string path)
    {
        using var reader = new VolumeReader();
        foreach (var read in new Action[] { () => ImageHeader.Read(path), () => reader.Read(path) })
        {
            var finding = Assert.Single(Assert.Throws<BadInputException>(read).Findings);
            Assert.Equal(path, finding.Where);
            Assert.Contains(what, finding.Found, StringComparison.Ordinal);
        }
    }
}
