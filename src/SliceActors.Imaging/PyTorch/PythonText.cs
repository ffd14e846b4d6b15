namespace SliceActors.Imaging.PyTorch;

/// <summary>A Python <c>str</c>.</summary>
/// <param name="value">The text.</param>
public sealed class PythonText(string value) : PythonValue
{
    /// <summary>The text.</summary>
    public string Value => value;
}
