namespace SliceActors.Imaging.PyTorch;

/// <summary>
/// The container of PyTorch 1.6 and later: a zip archive with one folder that holds <c>data.pkl</c>, the storages <c>data/KEY</c> and, from
/// PyTorch 2.1 on, <c>byteorder</c>.
/// </summary>
internal static class ZipContainer
{
    public const string Pickle = "data.pkl";
    public const string ByteOrder = "byteorder";
    public const string LittleEndian = "little";
    public const string Version = "version";

    // Version 3 is what PyTorch 1.6 and all later versions write for eager files.
    public const string VersionText = "3\n";

    public static string Data(string key) => $"data/{key}";

    public static TorchContents Open(FileBytes file)
    {
        var archive = new StoredZipReader(file);
        var folder = Folder(file, archive);
        if (archive.Find(folder + ByteOrder) is { } byteOrder && !TorchContents.ReadChecked(file, byteOrder).Span.SequenceEqual("little"u8))
        {
            throw file.Bad("the data are not little-endian", "a file written on a little-endian machine");
        }

        var pickle = archive.Find(folder + Pickle)!;
        if (pickle.Length > PickleReader.MostBytes)
        {
            throw file.Bad($"{pickle.Name} has {pickle.Length} bytes", $"at most {PickleReader.MostBytes} bytes beside the tensors");
        }

        TorchContents.ReadChecked(file, pickle);
        var table = new StorageTable(file);
        var root = new PickleReader(new ByteCursor(file, pickle.Offset, pickle.Offset + pickle.Length), table.Resolve).Read();
        foreach (var (key, storage) in table.ByKey)
        {
            storage.Location = archive.Find(folder + Data(key)) ?? throw file.Bad($"storage {key} is missing");
            if (storage.Location.Length != storage.ByteLength)
            {
                throw file.Bad($"storage {key} has {storage.Location.Length} bytes; its {storage.Count} elements take {storage.ByteLength}");
            }
        }

        return new TorchContents(file, root, [.. table.ByKey.Values]);
    }

    private static string Folder(FileBytes file, StoredZipReader archive)
    {
        var pickles = archive.Names
            .Where(name => name.EndsWith("/" + Pickle, StringComparison.Ordinal) && name.IndexOf('/') == name.Length - Pickle.Length - 1)
            .ToList();
        if (pickles is not [var pickle])
        {
            throw file.Bad("the zip archive holds no data.pkl, or several", "a file written by torch.save");
        }

        var folder = pickle[..^Pickle.Length];
        return archive.Names.Contains(folder + "constants.pkl")
            ? throw file.Bad("the file is a TorchScript program", "a file written by torch.save")
            : folder;
    }
}
