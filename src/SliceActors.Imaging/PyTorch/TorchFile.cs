using System.Text;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.PyTorch;

/// <summary>
/// Reads and writes the files of <c>torch.save</c>: values made of tensors, numbers, text, lists, tuples and dictionaries. Nothing in a file is executed.
/// </summary>
public static class TorchFile
{
    /// <summary>
    /// Writes a value in the format of PyTorch 1.6 and later, front to back; equal values give equal bytes. <c>torch.load</c> of any such version reads it,
    /// with <c>weights_only=True</c> too (PyTorch 1.13 accepts no Python float there, later versions do).
    /// </summary>
    /// <param name="stream">Where to write; need not be seekable.</param>
    /// <param name="root">The value. Every tensor's bytes are asked for once, one storage after the other.</param>
    /// <exception cref="ArgumentException">A key of the value's dictionaries or one of its nodes cannot be written.</exception>
    /// <exception cref="IOException">The stream refused.</exception>
    public static void Write(Stream stream, PythonValue root)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(root);
        const string folder = "archive/";
        var pickle = new PickleWriter();
        var archive = new StoredZipWriter(stream);
        archive.Add(folder + ZipContainer.Pickle, pickle.Write(root));
        archive.Add(folder + ZipContainer.ByteOrder, Encoding.ASCII.GetBytes(ZipContainer.LittleEndian));
        for (var key = 0; key < pickle.Storages.Count; key++)
        {
            archive.Add(folder + ZipContainer.Data($"{key}"), pickle.Storages[key].Bytes);
        }

        archive.Add(folder + ZipContainer.Version, Encoding.ASCII.GetBytes(ZipContainer.VersionText));
        archive.Finish();
    }

    /// <summary>Reads a file, of PyTorch 1.6 and later or in the older format.</summary>
    /// <param name="path">The file; at most 2 GiB in each storage.</param>
    /// <returns>The value; its tensors view the bytes read, without a copy.</returns>
    /// <exception cref="BadInputException">The file is damaged (a checksum, a length), holds more than data, or is no such file.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static PythonValue Read(string path)
    {
        using var handle = File.OpenHandle(path);
        return Read(FileBytes.Of(handle, path));
    }

    /// <summary>Reads the content of a file.</summary>
    /// <param name="content">The whole file; the tensors of the result view it.</param>
    /// <param name="name">What errors call the file.</param>
    /// <returns>The value.</returns>
    /// <exception cref="BadInputException">As for a path.</exception>
    public static PythonValue Read(ReadOnlyMemory<byte> content, string name) => Read(FileBytes.Of(content, name));

    private static PythonValue Read(FileBytes file)
    {
        var contents = TorchContents.Open(file);
        contents.LoadStorages();
        return contents.Root;
    }
}
