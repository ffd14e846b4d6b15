using System.IO.Compression;
using SliceActors.Imaging.PyTorch;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Tests.PyTorch;

public class BadTorchFileTests
{
    // Values of a pickle cost more memory than its bytes do; tensors cost nothing, being views of the content.
    private const long MostAllocated = 1 << 20;

    public static TheoryData<string> GoodFiles => ["checkpoint.pth.tar", "checkpoint_legacy.pth.tar", "image.pt", "image_legacy.pt"];

    [Theory]
    [MemberData(nameof(GoodFiles))]
    public void A_changed_byte_is_refused_or_harmless_and_never_costs_memory(string file)
    {
        var content = File.ReadAllBytes(Files.Golden(file));
        foreach (var mask in new byte[] { 0xff, 0x80, 0x01 })
        {
            for (var position = 0; position < content.Length; position++)
            {
                content[position] ^= mask;
                ReadOrRefuse(content);
                content[position] ^= mask;
            }
        }
    }

    [Theory]
    [MemberData(nameof(GoodFiles))]
    public void A_file_that_is_cut_off_is_refused(string file)
    {
        var content = File.ReadAllBytes(Files.Golden(file));
        for (var length = 0; length < content.Length; length++)
        {
            Assert.False(ReadOrRefuse(content.AsMemory(0, length)), $"{length} of {content.Length} bytes were accepted.");
        }
    }

    [Fact]
    public void A_changed_weight_is_noticed_and_named()
    {
        var content = File.ReadAllBytes(Files.Golden("image.pt"));
        var storage = TorchContents.Open(FileBytes.Of(content, "image")).Storages.Single();
        content[storage.Location!.Offset + 5] ^= 4;
        var path = Files.Temporary();
        try
        {
            File.WriteAllBytes(path, content);
            Assert.Contains($"{path}: the entry image/data/0 is damaged", Refusal(() => TorchFile.Read(path)), StringComparison.Ordinal);
            Assert.Contains("image/data/0 is damaged", Refusal(() => TorchTensorFile.ReadFloat32(path, new float[60])), StringComparison.Ordinal);
            Assert.Contains("image/data/0 is damaged", Refusal(() => TorchTensorFile.ReadFloat32(content, "x", new float[60])), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("cos\nsystem\n(X\u0004\0\0\0echotR.", "os.system")]
    [InlineData("cbuiltins\neval\n(X\u0001\0\0\01tR.", "builtins.eval")]
    [InlineData("ctorch\nload\n.", "torch.load")]
    [InlineData("X\u00ff\u00ff\u00ff\u007f.", "2147483647 bytes are asked for")]
    [InlineData("]q\0h\0a.", "holds itself")]
    [InlineData("]q\0\u0085q\u0001h\0h\u0001a.", "not a list under construction")]
    [InlineData("K\u0001\u0086.", "a value is missing")]
    [InlineData("}q\0K\u0001h\0s.", "holds itself")]
    [InlineData("}NK\u0001s.", "neither text nor an integer")]
    [InlineData("h\u0005.", "was not noted")]
    [InlineData("K\u0001K\u0002R.", "not a function")]
    [InlineData("ccollections\nOrderedDict\nK\u0001\u0085R.", "do not fit")]
    [InlineData("\u0080\u0004N.", "protocol 4")]
    [InlineData("i__main__\nThing\n.", "0x69")]
    [InlineData(".", "a value is missing")]
    [InlineData("t.", "did not begin")]
    [InlineData("N", "ends at byte")]
    public void Harmful_and_malformed_pickles_are_refused_with_the_reason(string pickle, string reason) =>
        Assert.Contains(reason, Refusal(() => TorchFile.Read(Files.Archive(pickle), "bad.pt")), StringComparison.Ordinal);

    [Theory]
    [InlineData(4, "K\u0001\u0085", "K\u0001\u0085", 1L << 40, "in a file of")]
    [InlineData(4, "K\u0005\u0085", "K\u0001\u0085", 4, "on a storage of 4 elements")]
    [InlineData(4, "J\0\0\0\u0070\u0085", "K\0\u0085", 4, "on a storage of 4 elements")]
    [InlineData(4, "J\u00ff\u00ff\u00ff\u00ff\u0085", "K\u0001\u0085", 4, "negative")]
    [InlineData(4, "K\u0002\u0085", "K\u0001K\u0001\u0086", 4, "1 sizes and 2 strides")]
    [InlineData(3, "K\u0002\u0085", "K\u0001\u0085", 4, "has 12 bytes; its 4 elements take 16")]
    public void A_tensor_that_does_not_fit_its_storage_is_refused(int stored, string shape, string stride, long count, string reason)
    {
        var content = Files.TensorArchive(new byte[stored * 4], shape, stride, count);
        Assert.Contains(reason, Refusal(() => TorchFile.Read(content, "bad.pt")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pickle_of_countless_values_is_refused()
    {
        var reason = Refusal(() => TorchFile.Read(Files.Archive(new string('}', 3_000_000)), "bad.pt"));
        Assert.Contains("more than 524288 values", reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Big_endian_files_are_refused()
    {
        var content = Files.Archive("N.", byteOrder: "big");
        Assert.Contains("not little-endian", Refusal(() => TorchFile.Read(content, "bad.pt")), StringComparison.Ordinal);
    }

    [Fact]
    public void Compressed_archives_are_refused()
    {
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("archive/data.pkl").Open();
            entry.Write("N."u8);
        }

        Assert.Contains("archive/data.pkl is compressed", Refusal(() => TorchFile.Read(stream.ToArray(), "bad.pt")), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_files_are_refused() =>
        Assert.Contains("no PyTorch file, but a gzip file", Refusal(() => TorchFile.Read((byte[])[0x1f, 0x8b, .. " a gzipped image"u8], "bad.pt")), StringComparison.Ordinal);

    // What the byte means decides whether a change can be noticed: a time stamp cannot, a weight can.
    private static bool ReadOrRefuse(ReadOnlyMemory<byte> content)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var accepted = true;
        try
        {
            TorchFile.Read(content, "changed");
        }
        catch (BadInputException error)
        {
            Assert.StartsWith("changed: ", error.Message, StringComparison.Ordinal);
            accepted = false;
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MostAllocated);
        return accepted;
    }

    private static string Refusal(Action read) => Assert.Throws<BadInputException>(read).Message;
}
