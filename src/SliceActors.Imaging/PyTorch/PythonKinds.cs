namespace SliceActors.Imaging.PyTorch;

/// <summary>What a value of a PyTorch file is, in words.</summary>
public static class PythonKinds
{
    /// <summary>The kind of a value, with its article.</summary>
    public static string Kind(this PythonValue value) => value switch
    {
        PythonDict => "a dictionary",
        PythonList => "a list",
        PythonTuple => "a tuple",
        PythonText => "a text",
        PythonInteger => "a whole number",
        PythonFloat => "a number",
        PythonBoolean => "a truth value",
        TorchTensor => "a tensor",
        _ => "None",
    };
}
