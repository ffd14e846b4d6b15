using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace SliceActors.Imaging.PyTorch;

/// <summary>A Python <c>dict</c> or <c>collections.OrderedDict</c> in order of insertion, keyed by <c>str</c> or <c>int</c>. Entries are only added.</summary>
/// <param name="ordered">Whether it is an <c>OrderedDict</c>, as the state dictionaries of modules are; a plain <c>dict</c> otherwise.</param>
public sealed class PythonDict(bool ordered = false) : PythonValue, IEnumerable<KeyValuePair<PythonValue, PythonValue>>
{
    private readonly List<KeyValuePair<PythonValue, PythonValue>> entries = [];

    // Boxed string or long to value.
    private readonly Dictionary<object, PythonValue> index = [];

    /// <summary>Whether it is an <c>OrderedDict</c>.</summary>
    public bool IsOrderedDict => ordered;

    /// <summary>Number of entries.</summary>
    public int Count => entries.Count;

    /// <summary>Adds an entry with a text key.</summary>
    /// <exception cref="ArgumentException">The key is there already.</exception>
    public void Add(string key, PythonValue value) => Add(new PythonText(key), value);

    /// <summary>Adds an entry with an integer key.</summary>
    /// <exception cref="ArgumentException">The key is there already.</exception>
    public void Add(long key, PythonValue value) => Add(new PythonInteger(key), value);

    /// <summary>Looks up a text key.</summary>
    public bool TryGet(string key, [NotNullWhen(true)] out PythonValue? value) => index.TryGetValue(key, out value);

    /// <summary>Looks up an integer key.</summary>
    public bool TryGet(long key, [NotNullWhen(true)] out PythonValue? value) => index.TryGetValue(key, out value);

    /// <summary>The entries in order of insertion; keys are <see cref="PythonText"/> or <see cref="PythonInteger"/>.</summary>
    public IEnumerator<KeyValuePair<PythonValue, PythonValue>> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal bool TryAdd(PythonValue key, PythonValue value)
    {
        object? identity = key switch
        {
            PythonText text => text.Value,
            PythonInteger integer => integer.Value,
            _ => null,
        };
        if (identity is null || !index.TryAdd(identity, value))
        {
            return false;
        }

        entries.Add(new(key, value));
        return true;
    }

    private void Add(PythonValue key, PythonValue value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (!TryAdd(key, value))
        {
            throw new ArgumentException("The key is there already.", nameof(key));
        }
    }
}
