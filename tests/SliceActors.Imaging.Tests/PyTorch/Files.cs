using System.Buffers.Binary;
using System.Text;
using SliceActors.Imaging.PyTorch;

namespace SliceActors.Imaging.Tests.PyTorch;

internal static class Files
{
    public static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", "pytorch", name);

    /// <summary>A file of the reference data beside the repository; skips the test when it is absent.</summary>
    public static string Reference(string path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "SliceActors.sln")))
        {
            folder = folder.Parent;
        }

        var file = Path.Combine(folder?.Parent?.FullName ?? "/", "shared", "reference", "clinicadl-0.2.1", path);
        Skip.IfNot(File.Exists(file), $"{file} is absent.");
        return file;
    }

    public static string Temporary() => Path.Combine(Path.GetTempPath(), $"slice-actors-{Guid.NewGuid():N}.pt");

    /// <summary>A well-formed archive around any pickle, given in Latin-1.</summary>
    public static byte[] Archive(string pickle, byte[]? storage = null, string byteOrder = "little")
    {
        using var stream = new MemoryStream();
        var writer = new StoredZipWriter(stream);
        writer.Add("archive/data.pkl", Encoding.Latin1.GetBytes(pickle));
        writer.Add("archive/byteorder", Encoding.ASCII.GetBytes(byteOrder));
        writer.Add("archive/data/0", storage ?? []);
        writer.Finish();
        return stream.ToArray();
    }

    /// <summary>An archive of one float32 tensor on a graphics card, whose description need not fit its storage.</summary>
    public static byte[] TensorArchive(byte[] storage, string shape, string stride, long count)
    {
        var number = new byte[10];
        number[0] = 0x8a;
        number[1] = 8;
        BinaryPrimitives.WriteInt64LittleEndian(number.AsSpan(2), count);
        return Archive(
            "ctorch._utils\n_rebuild_tensor_v2\n((X\u0007\0\0\0storagectorch\nFloatStorage\nX\u0001\0\0\00X\u0006\0\0\0cuda:0"
            + Encoding.Latin1.GetString(number) + "tQK\0" + shape + stride + "\u0089ccollections\nOrderedDict\n)RtR.",
            storage);
    }
}
