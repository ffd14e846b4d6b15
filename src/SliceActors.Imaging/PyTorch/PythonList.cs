namespace SliceActors.Imaging.PyTorch;

/// <summary>A Python <c>list</c>.</summary>
public sealed class PythonList : PythonValue
{
    private readonly List<PythonValue> items;

    /// <summary>Makes a list of the items.</summary>
    public PythonList(params IEnumerable<PythonValue> items) => this.items = [.. items];

    /// <summary>The items in order.</summary>
    public IReadOnlyList<PythonValue> Items => items;

    internal void Append(PythonValue item) => items.Add(item);
}
