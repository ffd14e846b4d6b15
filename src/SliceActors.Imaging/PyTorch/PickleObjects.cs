namespace SliceActors.Imaging.PyTorch;

/// <summary>A named function or class of the allow-list; nothing behind the name is ever called.</summary>
internal sealed class PickleGlobal(string name) : PythonValue
{
    public string Name => name;
}

/// <summary>A storage, before a tensor is made of it.</summary>
internal sealed class PickleStorage(TorchStorage storage) : PythonValue
{
    public TorchStorage Storage => storage;
}

/// <summary>A NumPy element type such as <c>f8</c>.</summary>
internal sealed class PickleNumpyDtype(string code) : PythonValue
{
    public string Code => code;
}

/// <summary>A Python <c>bytes</c>, which protocol 2 spells as text in Latin-1.</summary>
internal sealed class PickleBytes(byte[] bytes) : PythonValue
{
    public ReadOnlySpan<byte> Bytes => bytes;
}
