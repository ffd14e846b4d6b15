namespace SliceActors.Imaging.PyTorch;

/// <summary>Python's <c>None</c>.</summary>
public sealed class PythonNone : PythonValue
{
    private PythonNone()
    {
    }

    /// <summary>The only instance.</summary>
    public static PythonNone Instance { get; } = new();
}
