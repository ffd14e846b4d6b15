namespace SliceActors.Imaging.PyTorch;

/// <summary>One node of the value that a <c>torch.save</c> file holds. There is one subclass for each kind of value that such files may hold here.</summary>
public abstract class PythonValue
{
    /// <summary>A Python <c>str</c>.</summary>
    public static implicit operator PythonValue(string value) => new PythonText(value);

    /// <summary>A Python <c>int</c>.</summary>
    public static implicit operator PythonValue(long value) => new PythonInteger(value);

    /// <summary>A Python <c>float</c>.</summary>
    public static implicit operator PythonValue(double value) => new PythonFloat(value);

    /// <summary>A Python <c>bool</c>.</summary>
    public static implicit operator PythonValue(bool value) => new PythonBoolean(value);
}
