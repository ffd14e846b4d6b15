namespace SliceActors.Imaging.PyTorch;

/// <summary>A Python <c>bool</c>.</summary>
/// <param name="value">The truth value.</param>
public sealed class PythonBoolean(bool value) : PythonValue
{
    /// <summary>The truth value.</summary>
    public bool Value => value;
}
