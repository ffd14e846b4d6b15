namespace SliceActors.Imaging.PyTorch;

/// <summary>A Python <c>tuple</c>.</summary>
/// <param name="items">The items in order.</param>
public sealed class PythonTuple(params IReadOnlyList<PythonValue> items) : PythonValue
{
    /// <summary>The items in order.</summary>
    public IReadOnlyList<PythonValue> Items => items;
}
