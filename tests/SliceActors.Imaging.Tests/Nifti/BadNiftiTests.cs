using SliceActors.Imaging.Images;
using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Tests.Support;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Randomness;
using SliceActors.Testing;

namespace SliceActors.Imaging.Tests.Nifti;

public class BadNiftiTests
{
    [Theory]
    [InlineData(0, "unknown")]
    [InlineData(1, "binary")]
    [InlineData(32, "complex64")]
    [InlineData(128, "RGB24")]
    [InlineData(1536, "float128")]
    [InlineData(1792, "complex128")]
    [InlineData(2304, "RGBA32")]
    [InlineData(77, "77")]
    public void Types_that_are_not_one_real_number_are_refused_by_name(short type, string name) =>
        AssertBad(new NiftiBytes().Type(type), name);

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(8)]
    [InlineData(-3)]
    public void Impossible_ranks_are_refused(short rank) => AssertBad(new NiftiBytes().Dimensions(rank), $"dim[0] is {rank}");

    [Theory]
    [InlineData(0)]
    [InlineData(-5)]
    public void Empty_and_negative_axes_are_refused(short size) => AssertBad(new NiftiBytes().Dimensions(3, 2, size, 4), $"dim[2] is {size}");

    [Fact]
    public void Several_volumes_are_refused() => AssertBad(new NiftiBytes().Dimensions(4, 2, 3, 4, 2), "several volumes");

    [Fact]
    public void Sizes_that_overflow_64_bits_are_refused() =>
        AssertBad(new NiftiBytes(two: true).Dimensions(3, int.MaxValue, int.MaxValue, int.MaxValue), "announces");

    [Fact]
    public void Sizes_beyond_32_bits_are_refused() => AssertBad(new NiftiBytes(two: true).Dimensions(3, 1L << 40, 1, 1), "dim[1] is 1099511627776");

    [Fact]
    public void Sizes_that_the_file_cannot_hold_are_refused() => AssertBad(new NiftiBytes().Dimensions(3, 32767, 32767, 32767), "announces");

    [Theory]
    [InlineData(0)]
    [InlineData(351)]
    [InlineData(-16)]
    [InlineData(1e9)]
    [InlineData(352.5)]
    [InlineData(double.NaN)]
    public void Voxels_outside_the_file_are_refused(double offset) => AssertBad(new NiftiBytes().Offset(offset), "vox_offset");

    [Fact]
    public void An_infinite_intercept_is_refused() => AssertBad(new NiftiBytes().Scaling(2, double.PositiveInfinity), "scl_inter");

    [Fact]
    public void All_that_is_wrong_with_a_header_is_said_at_once()
    {
        var error = Assert.Throws<BadInputException>(() => NiftiReadTests.Read(new NiftiBytes().Dimensions(3, -1, 0, 4).Type(32).Offset(3).Build()));
        Assert.Equal(4, error.Findings.Count);
    }

    [Fact]
    public void A_cut_file_is_refused_wherever_it_ends()
    {
        var whole = new NiftiBytes().Build();
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = whole[..length];
            Assert.Throws<BadInputException>(() => NiftiReadTests.Read(cut));
        }
    }

    [Fact]
    public void A_cut_compressed_file_is_refused_wherever_it_ends()
    {
        var whole = Noise().Compress();
        for (var length = 0; length < whole.Length; length++)
        {
            var cut = whole[..length];
            Assert.Throws<BadInputException>(() => NiftiReadTests.Read(cut, "image.nii.gz"));
        }
    }

    [Fact]
    public void A_flipped_bit_in_compressed_data_is_noticed_or_harmless()
    {
        var whole = Noise().Compress();
        var expected = NiftiReadTests.Read(whole, "image.nii.gz").Voxels.ToArray();
        var noticed = 0;
        for (var at = 10; at < whole.Length; at++)
        {
            var damaged = (byte[])whole.Clone();
            damaged[at] ^= 0x10;
            try
            {
                // Bits that pad the last byte of the compressed data mean nothing.
                Assert.Equal(expected, NiftiReadTests.Read(damaged, "image.nii.gz").Voxels.ToArray());
            }
            catch (BadInputException)
            {
                noticed++;
            }
        }

        Assert.InRange(noticed, whole.Length - 12, whole.Length);
    }

    [Fact]
    public void A_compressed_file_that_announces_more_than_comes_out_is_refused()
    {
        var file = new NiftiBytes { Data = new byte[100_000] }.Dimensions(3, 100, 100, 6);
        var error = Assert.Throws<BadInputException>(() => NiftiReadTests.Read(file.Compress(), "image.nii.gz"));
        Assert.Contains("come out", Assert.Single(error.Findings).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_allocated_for_a_lying_header()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("lie.nii.gz", new NiftiBytes { Data = new byte[1 << 20] }.Dimensions(3, 1000, 100, 5).Compress());
        using var reader = new VolumeReader();
        reader.Read(folder.Write("good.nii", new NiftiBytes().Build()));
        var before = GC.GetAllocatedBytesForCurrentThread();

        // 1 MB of zeros packs into about 1 kB, from which 1 MB at most can come out: 1 MB announced is allowed, 65 MB are not.
        reader.Read(path);
        var lie = folder.Write("lie2.nii.gz", new NiftiBytes { Data = new byte[1 << 20] }.Dimensions(3, 3200, 100, 100).Compress());
        Assert.Throws<BadInputException>(() => reader.Read(lie));

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 20_000_000);
    }

    [Fact]
    public void A_pair_of_files_is_refused() => AssertBad(new NiftiBytes().Byte(345, (byte)'i'), ".hdr/.img");

    [Fact]
    public void Other_magic_bytes_are_refused() => AssertBad(new NiftiBytes().Byte(344, (byte)'x'), "magic");

    [Fact]
    public void Something_else_is_no_NIfTI_file() => AssertBad(new NiftiBytes().Int32(0, 12), "no NIfTI image, but something that begins with the bytes 0c000000");

    [Fact]
    public void A_missing_file_is_a_finding()
    {
        var findings = new List<Finding>();
        Assert.Null(ImageHeader.Read("/nowhere/image.nii.gz", findings));
        Assert.Contains("does not exist", Assert.Single(findings).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_in_place_of_an_image_is_a_finding()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(folder.File("image.nii"));
        var findings = new List<Finding>();
        Assert.Null(ImageHeader.Read(folder.File("image.nii"), findings));
        Assert.Throws<BadInputException>(() => NiftiVolume.Read(folder.File("image.nii")));
        Assert.Single(findings);
    }

    [Fact]
    public void Other_endings_are_a_finding()
    {
        var findings = new List<Finding>();
        Assert.Null(ImageHeader.Read("image.mgz", findings));
        Assert.Single(findings);
    }

    private static NiftiBytes Noise()
    {
        var data = new byte[48];
        var random = new CountedRandom(3);
        for (var i = 0; i < data.Length; i++)
        {
            data[i] = (byte)random.NextInt(256);
        }

        return new NiftiBytes { Data = data };
    }

    private static void AssertBad(NiftiBytes file, string found)
    {
        using var folder = new TemporaryFolder();
        foreach (var path in new[] { folder.Write("a.nii", file.Build()), folder.Write("a.nii.gz", file.Compress()) })
        {
            foreach (var read in new Action[] { () => NiftiVolume.Read(path), () => ImageHeader.Read(path) })
            {
                var finding = Assert.Single(Assert.Throws<BadInputException>(read).Findings);
                Assert.Equal(path, finding.Where);
                Assert.Contains(found, finding.Found, StringComparison.Ordinal);
            }
        }
    }
}
