namespace SliceActors.Imaging.PyTorch;

/// <summary>A Python <c>int</c>.</summary>
/// <param name="value">The number; larger Python integers are refused when read.</param>
public sealed class PythonInteger(long value) : PythonValue
{
    /// <summary>The number; larger Python integers are refused when read.</summary>
    public long Value => value;
}
