using System.Runtime.InteropServices;
using SliceActors.Imaging.PyTorch;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Tests.PyTorch;

public class TorchTensorFileTests
{
    [Theory]
    [InlineData("image.pt")]
    [InlineData("image_legacy.pt")]
    public void An_image_in_column_major_order_is_read_in_the_order_of_its_indices(string file)
    {
        Assert.Equal([1, 3, 4, 5], TorchTensorFile.ReadShape(Files.Golden(file)));
        var fromFile = new float[60];
        TorchTensorFile.ReadFloat32(Files.Golden(file), fromFile);
        var expected = Indices(3, 4, 5).Select(at => (float)(at.I + (3 * (at.J + (4 * at.K)))));
        Assert.Equal(expected, fromFile);

        var content = File.ReadAllBytes(Files.Golden(file));
        var fromMemory = new float[60];
        TorchTensorFile.ReadFloat32(content, "image", fromMemory);
        Assert.Equal(fromFile, fromMemory);
        Assert.Equal([1, 3, 4, 5], TorchTensorFile.ReadShape(content, "image"));
    }

    [Fact]
    public void A_contiguous_image_is_read_straight_into_its_destination()
    {
        var numbers = new float[2 * 3 * 70000];
        for (var index = 0; index < numbers.Length; index++)
        {
            numbers[index] = index / 3f;
        }

        using var stream = new MemoryStream();
        TorchFile.Write(stream, TorchTensor.Contiguous(TorchDtype.Float32, [2, 3, 70000], () => MemoryMarshal.AsBytes(numbers.AsSpan())));
        var read = new float[numbers.Length];
        TorchTensorFile.ReadFloat32(stream.ToArray(), "image", read);
        Assert.Equal(numbers, read);
    }

    [Fact]
    public void A_large_view_is_transposed_completely()
    {
        // Sizes beyond a tile and not multiples of it.
        var tensor = new TorchTensor(Numbered(37 * 41 * 45), 0, [37, 41, 45], [1, 37 * 45, 37]);
        var expected = Indices(37, 41, 45).Select(at => (float)(at.I + (37 * 45 * at.J) + (37 * at.K)));
        Assert.Equal(expected, tensor.Singles());
    }

    [Fact]
    public void A_checkpoint_is_no_image()
    {
        var error = Assert.Throws<BadInputException>(() => TorchTensorFile.ReadShape(Files.Golden("checkpoint.pth.tar")));
        Assert.Contains("something else than one tensor", error.Message, StringComparison.Ordinal);
        Assert.Contains("checkpoint.pth.tar", error.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Images_of_the_reference_are_read()
    {
        const string stem = "samples/sub-T01_ses-M00_T1w_space-MNI152NLin2009cSym_desc-Crop_res-1x1x1";
        Assert.Equal([1, 40, 48, 44], TorchTensorFile.ReadShape(Files.Reference($"{stem}_T1w.pt")));
        Assert.Equal([3, 48, 44], TorchTensorFile.ReadShape(Files.Reference($"{stem}_axis-sag_channel-rgb_slice-20_T1w.pt")));
        var image = new float[40 * 48 * 44];
        TorchTensorFile.ReadFloat32(Files.Reference($"{stem}_T1w.pt"), image);
        var slice = new float[3 * 48 * 44];
        TorchTensorFile.ReadFloat32(Files.Reference($"{stem}_axis-sag_channel-rgb_slice-20_T1w.pt"), slice);

        // The extracted slice is scaled to 0..1.
        var plane = image[(20 * 48 * 44)..(21 * 48 * 44)];
        var (least, most) = (plane.Min(), plane.Max());
        Assert.Equal(plane.Select(value => (value - least) / (most - least)), slice[..(48 * 44)]);
    }

    private static IEnumerable<(int I, int J, int K)> Indices(int first, int second, int third) =>
        from i in Enumerable.Range(0, first)
        from j in Enumerable.Range(0, second)
        from k in Enumerable.Range(0, third)
        select (i, j, k);

    private static TorchStorage Numbered(long count)
    {
        var bytes = new byte[count * 4];
        var numbers = MemoryMarshal.Cast<byte, int>(bytes.AsSpan());
        for (var index = 0; index < numbers.Length; index++)
        {
            numbers[index] = index;
        }

        return new TorchStorage(TorchDtype.Int32, count, () => bytes);
    }
}
