namespace SliceActors.Imaging.PyTorch;

/// <summary>A Python <c>float</c>.</summary>
/// <param name="value">The number; a NumPy scalar of a floating type is read as one too.</param>
public sealed class PythonFloat(double value) : PythonValue
{
    /// <summary>The number; a NumPy scalar of a floating type is read as one too.</summary>
    public double Value => value;
}
