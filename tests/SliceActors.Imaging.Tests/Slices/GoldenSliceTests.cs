using System.Security.Cryptography;
using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Tests.Support;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Tests.Slices;

public class GoldenSliceTests
{
    [Theory]
    [InlineData("plane-0_idx-9")]
    [InlineData("plane-1_idx-7")]
    [InlineData("plane-2_idx-10")]
    public void A_slice_is_prepared_as_ClinicaDL_prepared_it(string name)
    {
        var raw = Npy<float>.Read(Shared.Golden("slices", name + "_raw.npy"));
        var expected = File.ReadLines(Shared.Golden("slices", "resized_sha256.tsv")).Single(line => line.StartsWith(name, StringComparison.Ordinal)).Split('\t')[1];

        var pixels = Planes.Prepare(raw, unnormalize: false);

        Assert.Equal(expected, Convert.ToHexStringLower(SHA256.HashData(pixels)));
    }

    [Theory]
    [InlineData("plane-0_idx-9")]
    [InlineData("plane-1_idx-7")]
    [InlineData("plane-2_idx-10")]
    public void Intensities_become_8_bit_as_in_ClinicaDL(string name)
    {
        var raw = Npy<float>.Read(Shared.Golden("slices", name + "_raw.npy"));
        var pixels = new byte[raw.Values.Length];

        Quantiser.MinMax(raw.Values, pixels);

        Assert.Equal(Npy<byte>.Read(Shared.Golden("slices", name + "_uint8.npy")).Values, pixels);
    }

    [Fact]
    public void A_tiny_plane_is_resized_as_Pillow_does()
    {
        var input = Npy<byte>.Read(Shared.Golden("slices", "resize_tiny_3x5_input_uint8.npy"));

        var pixels = Planes.Resize(input);

        Assert.Equal("f40685edb845570f6027503169b42c2951ea3ca0df71f3a39552f26fd68fbc6e", Convert.ToHexStringLower(SHA256.HashData(pixels)));
    }

    [Fact]
    public void Unnormalized_intensities_inside_the_unit_interval_are_those_of_ClinicaDL_and_others_are_clamped()
    {
        var input = Npy<float>.Read(Shared.Golden("slices", "unnormalized_input.npy"));
        var wrapped = Npy<byte>.Read(Shared.Golden("slices", "unnormalized_uint8.npy")).Values;
        var expected = input.Values.Select((x, i) => x < 0 ? (byte)0 : x > 1 ? (byte)255 : wrapped[i]).ToArray();
        var pixels = new byte[input.Values.Length];

        Quantiser.Clamp(input.Values, pixels);

        Assert.Equal(expected, pixels);
    }

    [SkippableFact]
    public void Every_recorded_plane_is_reproduced()
    {
        var folder = Shared.Require("reference", "clinicadl-0.2.1", "slices");
        var cases = File.ReadLines(Path.Combine(folder, "cases.tsv")).Skip(1).Select(line => line.Split('\t')[0]).ToArray();
        Assert.Equal(9, cases.Length);

        foreach (var name in cases)
        {
            var raw = Npy<float>.Read(Path.Combine(folder, name + "_raw.npy"));
            var expected = Npy<byte>.Read(Path.Combine(folder, name + "_resized_uint8.npy")).Values;
            Assert.True(expected.AsSpan().SequenceEqual(Planes.Prepare(raw, unnormalize: false)), name);
        }
    }

    [SkippableFact]
    public void Every_recorded_resize_is_reproduced()
    {
        var folder = Shared.Require("reference", "clinicadl-0.2.1", "slices");
        var cases = File.ReadLines(Path.Combine(folder, "resize_cases.tsv")).Skip(1).Select(line => line.Split('\t')[0]).ToArray();
        Assert.Equal(7, cases.Length);

        foreach (var name in cases)
        {
            var input = Npy<byte>.Read(Path.Combine(folder, $"resize_{name}_input_uint8.npy"));
            var expected = Npy<byte>.Read(Path.Combine(folder, $"resize_{name}_output_uint8.npy")).Values;
            Assert.True(expected.AsSpan().SequenceEqual(Planes.Resize(input)), name);
        }
    }

    [SkippableFact]
    public void Slices_of_the_recorded_volumes_are_cut_where_ClinicaDL_cuts_them()
    {
        var reference = Shared.Require("reference", "clinicadl-0.2.1");
        foreach (var row in File.ReadLines(Path.Combine(reference, "slices", "cases.tsv")).Skip(1).Select(line => line.Split('\t')))
        {
            var direction = (SliceDirection)int.Parse(row[1], null);
            var slice = new SliceIndex(int.Parse(row[8], null));
            var path = CapsImages.Locate(Path.Combine(reference, "caps", "tiny"), Preprocessing.T1Linear, row[6], row[7], []);
            Assert.NotNull(path);
            using var reader = new VolumeReader();
            var volume = reader.Read(path).Volume;
            byte[]? pixels = null;
            new SlicePreparer(volume.Shape, volume.Order, direction, unnormalize: false)
                .Prepare(volume, new SliceRange(slice, 1), (_, made) => pixels = made.ToArray());
            Assert.True(Npy<byte>.Read(Path.Combine(reference, "slices", row[0] + "_resized_uint8.npy")).Values.AsSpan().SequenceEqual(pixels), row[0]);
        }
    }
}
