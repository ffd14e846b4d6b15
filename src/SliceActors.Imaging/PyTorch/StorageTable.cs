namespace SliceActors.Imaging.PyTorch;

/// <summary>The storages that a pickle refers to, by key. Which device they were on does not matter: their bytes are read into main memory.</summary>
internal sealed class StorageTable(FileBytes file)
{
    private readonly Dictionary<string, TorchStorage> storages = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, TorchStorage> ByKey => storages;

    /// <summary>The storage that a persistent id stands for: <c>('storage', class, key, device, number of elements[, view])</c>.</summary>
    public TorchStorage Resolve(PythonTuple id)
    {
        if (id.Items is not [PythonText { Value: "storage" }, PickleGlobal type, PythonText key, PythonText, PythonInteger count, ..]
            || !TorchDtypes.TryFromStorageClass(type.Name[(type.Name.LastIndexOf('.') + 1)..], out var dtype))
        {
            throw file.Bad("a reference that does not stand for a storage");
        }

        if (id.Items.Skip(5).Any(view => view is not PythonNone))
        {
            throw file.Bad("a view of a storage as PyTorch before 0.4 wrote it", "a file of PyTorch 0.4 or later");
        }

        if (count.Value < 0 || count.Value > file.Length / dtype.Size())
        {
            throw file.Bad($"a storage of {count.Value} elements of {dtype.Size()} bytes in a file of {file.Length} bytes");
        }

        if (!storages.TryGetValue(key.Value, out var storage))
        {
            storage = new TorchStorage(dtype, count.Value);
            storages.Add(key.Value, storage);
        }

        return storage.Dtype == dtype && storage.Count == count.Value
            ? storage
            : throw file.Bad($"storage {key.Value} is described in two ways");
    }
}
