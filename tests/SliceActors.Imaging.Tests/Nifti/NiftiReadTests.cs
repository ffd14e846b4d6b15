using System.Runtime.InteropServices;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Tests.Support;
using SliceActors.Imaging.Volumes;
using SliceActors.Testing;

namespace SliceActors.Imaging.Tests.Nifti;

public class NiftiReadTests
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public void Every_real_type_is_read_in_both_versions_and_byte_orders(bool bigEndian, bool two)
    {
        Check<byte>(2, [0, 1, 255], [0, 1, 255]);
        Check<sbyte>(256, [-128, 0, 127], [-128, 0, 127]);
        Check<short>(4, [short.MinValue, 0, short.MaxValue], [-32768, 0, 32767]);
        Check<ushort>(512, [0, 40000, ushort.MaxValue], [0, 40000, 65535]);
        Check<int>(8, [int.MinValue, 7, int.MaxValue], [-2147483648f, 7, 2147483648f]);
        Check<uint>(768, [0, 7, uint.MaxValue], [0, 7, 4294967296f]);
        Check<long>(1024, [long.MinValue, 7, long.MaxValue], [-9223372036854775808f, 7, 9223372036854775808f]);
        Check<ulong>(1280, [0, 7, ulong.MaxValue], [0, 7, 18446744073709551616f]);
        Check<float>(16, [-1.5f, float.NaN, float.PositiveInfinity], [-1.5f, float.NaN, float.PositiveInfinity]);
        Check<double>(64, [0.1, double.NaN, 1e300], [0.1f, float.NaN, float.PositiveInfinity]);

        void Check<T>(short type, T[] stored, float[] expected)
            where T : unmanaged
        {
            var bytes = MemoryMarshal.AsBytes<T>(stored).ToArray();
            if (bigEndian)
            {
                bytes = [.. bytes.Chunk(Marshal.SizeOf<T>()).SelectMany(one => one.Reverse())];
            }

            var file = new NiftiBytes(bigEndian, two) { Data = bytes }.Dimensions(3, 3, 1, 1).Type(type);
            Assert.Equal(expected, Read(file.Build()).Voxels.ToArray());
            Assert.Equal(expected, Read(file.Compress(), "image.nii.gz").Voxels.ToArray());
        }
    }

    [Fact]
    public void Voxels_are_scaled_in_double_and_rounded_once()
    {
        var slope = (double)7.5471367835998535f;
        var file = new NiftiBytes { Data = Int16s(1, 3, 255) }.Dimensions(3, 3, 1, 1).Scaling(slope, -12.3f);

        Assert.Equal([(float)(1 * slope + -12.3f), (float)(3 * slope + -12.3f), (float)(255 * slope + -12.3f)], Read(file.Build()).Voxels.ToArray());
    }

    [Theory]
    [InlineData(0, 5)]
    [InlineData(double.NaN, 5)]
    [InlineData(double.PositiveInfinity, 5)]
    [InlineData(0, double.NaN)]
    public void Without_a_finite_slope_nothing_is_scaled(double slope, double intercept) =>
        Assert.Equal([1, 2, 3], Read(new NiftiBytes { Data = Int16s(1, 2, 3) }.Dimensions(3, 3, 1, 1).Scaling(slope, intercept).Build()).Voxels.ToArray());

    [Fact]
    public void Header_extensions_are_passed_over()
    {
        var file = new NiftiBytes { Extension = new byte[32], Data = Int16s(1, 2, 3) }.Dimensions(3, 3, 1, 1).Offset(352 + 32).Byte(348, 1);
        Assert.Equal([1, 2, 3], Read(file.Build()).Voxels.ToArray());
    }

    [Fact]
    public void One_volume_in_four_dimensions_is_read() =>
        Assert.Equal(new VolumeShape(2, 3, 4), Read(new NiftiBytes().Dimensions(4, 2, 3, 4, 1).Build()).Header.Shape);

    [Fact]
    public void The_header_alone_says_the_same_as_the_whole_file()
    {
        using var folder = new TemporaryFolder();
        var plain = folder.Write("a.nii", new NiftiBytes().Build());
        var compressed = folder.Write("a.nii.gz", new NiftiBytes(bigEndian: true, two: true).Compress());

        Assert.Equal(new VolumeShape(2, 3, 4), ImageHeader.Read(plain));
        Assert.Equal(new VolumeShape(2, 3, 4), ImageHeader.Read(compressed));
    }

    [Fact]
    public void Several_gzip_members_are_one_file()
    {
        var whole = new NiftiBytes { Data = Int16s([.. Enumerable.Range(0, 24).Select(x => (short)x)]) }.Build();
        using var memory = new MemoryStream();
        foreach (var part in new[] { whole[..100], whole[100..360], whole[360..] })
        {
            using var gzip = new System.IO.Compression.GZipStream(memory, System.IO.Compression.CompressionLevel.Fastest, leaveOpen: true);
            gzip.Write(part);
        }

        Assert.Equal(Enumerable.Range(0, 24).Select(x => (float)x), Read(memory.ToArray(), "image.nii.gz").Voxels.ToArray());
    }

    internal static byte[] Int16s(params short[] values) => MemoryMarshal.AsBytes<short>(values).ToArray();

    internal static NiftiVolume Read(byte[] bytes, string name = "image.nii")
    {
        using var folder = new TemporaryFolder();
        return NiftiVolume.Read(folder.Write(name, bytes));
    }
}
