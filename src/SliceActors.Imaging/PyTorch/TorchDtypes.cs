namespace SliceActors.Imaging.PyTorch;

/// <summary>Facts about the element types.</summary>
internal static class TorchDtypes
{
    private static readonly Dictionary<string, TorchDtype> ByStorageClass =
        Enum.GetValues<TorchDtype>().ToDictionary(StorageClass, StringComparer.Ordinal);

    /// <summary>Bytes of one element.</summary>
    public static int Size(this TorchDtype dtype) => dtype switch
    {
        TorchDtype.Float64 or TorchDtype.Int64 => 8,
        TorchDtype.Float32 or TorchDtype.Int32 => 4,
        TorchDtype.Float16 or TorchDtype.BFloat16 or TorchDtype.Int16 => 2,
        TorchDtype.Int8 or TorchDtype.UInt8 or TorchDtype.Bool => 1,
        _ => throw new ArgumentOutOfRangeException(nameof(dtype)),
    };

    /// <summary>Name of the class in module <c>torch</c> that stands for the type in a file.</summary>
    internal static string StorageClass(this TorchDtype dtype) => dtype switch
    {
        TorchDtype.Float32 => "FloatStorage",
        TorchDtype.Float64 => "DoubleStorage",
        TorchDtype.Float16 => "HalfStorage",
        TorchDtype.BFloat16 => "BFloat16Storage",
        TorchDtype.Int64 => "LongStorage",
        TorchDtype.Int32 => "IntStorage",
        TorchDtype.Int16 => "ShortStorage",
        TorchDtype.Int8 => "CharStorage",
        TorchDtype.UInt8 => "ByteStorage",
        TorchDtype.Bool => "BoolStorage",
        _ => throw new ArgumentOutOfRangeException(nameof(dtype)),
    };

    internal static bool TryFromStorageClass(string name, out TorchDtype dtype) => ByStorageClass.TryGetValue(name, out dtype);
}
