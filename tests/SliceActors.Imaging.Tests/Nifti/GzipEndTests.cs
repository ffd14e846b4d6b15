using SliceActors.Imaging.Tests.Support;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Tests.Nifti;

/// <summary>What may and what may not stand at the end of a <c>.nii.gz</c>.</summary>
public class GzipEndTests
{
    private static readonly byte[] Whole = new NiftiBytes { Data = NiftiReadTests.Int16s([.. Enumerable.Range(0, 24).Select(x => (short)(x * 257))]) }.Compress();
    private static readonly float[] Voxels = [.. Enumerable.Range(0, 24).Select(x => (float)(x * 257))];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(512)]
    [InlineData(100_000)]
    public void Zeros_behind_the_end_are_padding(int zeros) => Assert.Equal(Voxels, Read([.. Whole, .. new byte[zeros]]));

    [Fact]
    public void Members_one_after_the_other_may_be_padded_too()
    {
        var file = new NiftiBytes { Data = NiftiReadTests.Int16s([.. Enumerable.Range(0, 24).Select(x => (short)(x * 257))]) }.Build();

        Assert.Equal(Voxels, Read([.. Compress(file[..100]), .. Compress(file[100..]), .. new byte[77]]));
    }

    [Fact]
    public void An_empty_member_at_the_end_does_no_harm() => Assert.Equal(Voxels, Read([.. Whole, .. Compress([])]));

    [Fact]
    public void A_cut_file_is_refused_however_it_is_padded()
    {
        for (var length = 0; length < Whole.Length; length++)
        {
            foreach (var zeros in new[] { 1, 8, Whole.Length - length, 512 })
            {
                byte[] cut = [.. Whole.AsSpan(0, length), .. new byte[zeros]];
                if (!cut.AsSpan().StartsWith(Whole))
                {
                    Assert.Throws<BadInputException>(() => Read(cut));
                }
            }
        }
    }

    [Fact]
    public void A_cut_later_member_is_refused_wherever_it_ends()
    {
        var file = new NiftiBytes().Build();
        byte[] whole = [.. Compress(file[..^3]), .. Compress(file[^3..])];
        var first = Compress(file[..^3]).Length;
        for (var length = first; length < whole.Length; length++)
        {
            var cut = whole[..length];
            Assert.Throws<BadInputException>(() => Read(cut));
        }
    }

    [Theory]
    [InlineData("something else")]
    [InlineData("\0\0\0x")]
    [InlineData("\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0x")]
    public void Something_else_behind_the_end_is_refused_and_not_called_cut(string behind)
    {
        var finding = Assert.Single(Assert.Throws<BadInputException>(() => Read([.. Whole, .. System.Text.Encoding.ASCII.GetBytes(behind)])).Findings);

        Assert.Contains("follows the compressed data", finding.Found, StringComparison.Ordinal);
    }

    private static float[] Read(byte[] bytes) => NiftiReadTests.Read(bytes, "image.nii.gz").Voxels.ToArray();

    private static byte[] Compress(byte[] bytes)
    {
        using var memory = new MemoryStream();
        using (var gzip = new System.IO.Compression.GZipStream(memory, System.IO.Compression.CompressionLevel.Optimal))
        {
            gzip.Write(bytes);
        }

        return memory.ToArray();
    }
}
