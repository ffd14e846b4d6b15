using System.Runtime.InteropServices;
using SliceActors.Imaging.PyTorch;

namespace SliceActors.Learning.Checkpoints;

/// <summary>Reads a Python dictionary by key and type. Every error is an <see cref="InvalidDataException"/>.</summary>
/// <param name="value">Has to be a dictionary.</param>
internal readonly struct PythonReading(PythonValue value)
{
    public PythonReading Dictionary(string key) => new(Of<PythonDict>(key));

    public PythonReading Dictionary(int key) =>
        value is PythonDict dictionary && dictionary.TryGet(key, out var entry) ? new(entry) : throw Missing(key);

    public PythonReading? DictionaryOrNone(string key) => Of<PythonValue>(key) is PythonNone ? null : Dictionary(key);

    public bool Has(string key) => value is PythonDict dictionary && dictionary.TryGet(key, out _);

    public IEnumerable<PythonReading> List(string key) => Of<PythonList>(key).Items.Select(item => new PythonReading(item));

    public long Long(string key) => Of<PythonInteger>(key).Value;

    public int Integer(string key) => checked((int)Long(key));

    public double Float(string key) => Of<PythonFloat>(key).Value;

    /// <summary>A float64 tensor without dimensions, or, in checkpoints of version 0.1.0, a Python float.</summary>
    public double Number(string key) => Of<PythonValue>(key) is PythonFloat number ? number.Value : Elements<double>(key)[0];

    public double? FloatOrNone(string key) => Of<PythonValue>(key) is PythonNone ? null : Float(key);

    public bool Boolean(string key) => Of<PythonBoolean>(key).Value;

    public string Text(string key) => Of<PythonText>(key).Value;

    public T[] Elements<T>(string key)
        where T : unmanaged
    {
        var tensor = Of<TorchTensor>(key);
        var elements = new T[tensor.Count];
        tensor.CopyBytesTo(MemoryMarshal.AsBytes(elements.AsSpan()));
        return elements;
    }

    public T Of<T>(string key)
        where T : PythonValue
    {
        if (value is not PythonDict dictionary || !dictionary.TryGet(key, out var entry))
        {
            throw Missing(key);
        }

        return entry as T ?? throw new InvalidDataException($"The checkpoint has {entry.Kind()} for '{key}', which is not what belongs there.");
    }

    private static InvalidDataException Missing(object key) => new($"The checkpoint has no '{key}'.");
}
