using SliceActors.Imaging.PyTorch;

namespace SliceActors.Imaging.Tests.PyTorch;

/// <summary>Short ways to the parts of a value.</summary>
internal static class Values
{
    public static PythonValue At(this PythonValue value, string key)
    {
        Assert.True(((PythonDict)value).TryGet(key, out var found), key);
        return found!;
    }

    public static PythonValue At(this PythonValue value, long key)
    {
        Assert.True(((PythonDict)value).TryGet(key, out var found), $"{key}");
        return found!;
    }

    public static TorchTensor Tensor(this PythonValue value, string key) => Assert.IsType<TorchTensor>(value.At(key));

    public static float[] Singles(this TorchTensor tensor)
    {
        var numbers = new float[tensor.Count];
        tensor.CopyTo(numbers);
        return numbers;
    }
}
