using System.Runtime.InteropServices;
using SliceActors.Imaging.PyTorch;
using SliceActors.Runs.Ids;

namespace SliceActors.EndToEnd.Tests.Results;

/// <summary>What is in the model files of a run.</summary>
internal static class Models
{
    /// <summary>The networks of a run with two folds and three slices.</summary>
    public static IEnumerable<UnitId> Units(string networkType) =>
        from fold in Enumerable.Range(0, 2)
        from network in networkType != "multicnn" ? [(NetworkIndex?)null] : Enumerable.Range(0, 3).Select(j => (NetworkIndex?)new NetworkIndex(j))
        select new UnitId(new FoldIndex(fold), network);

    /// <summary>Values of each tensor by its name.</summary>
    public static Dictionary<string, float[]> State(string path)
    {
        var checkpoint = (PythonDict)TorchFile.Read(path);
        Assert.True(checkpoint.TryGet("model", out var model));
        return ((PythonDict)model).ToDictionary(entry => ((PythonText)entry.Key).Value, entry =>
        {
            var tensor = (TorchTensor)entry.Value;
            var values = new float[tensor.Count];
            tensor.CopyTo(values);
            return values;
        });
    }

    /// <summary>Gives all values of a tensor another value.</summary>
    public static void Fill(string path, string name, float value)
    {
        var checkpoint = (PythonDict)TorchFile.Read(path);
        Assert.True(checkpoint.TryGet("model", out var model));
        var state = new PythonDict(ordered: true);
        foreach (var (key, tensor) in (PythonDict)model)
        {
            var own = (TorchTensor)tensor;
            var values = Enumerable.Repeat(value, (int)own.Count).ToArray();
            state.Add(
                ((PythonText)key).Value,
                ((PythonText)key).Value == name ? TorchTensor.Contiguous(TorchDtype.Float32, own.Shape, MemoryMarshal.AsBytes<float>(values).ToArray()) : own);
        }

        using var stream = File.Create(path);
        TorchFile.Write(stream, new PythonDict { { "model", state } });
    }

    /// <summary>Fails when values differ by more than one tiny update.</summary>
    public static void AssertClose(float[] expected, float[] found) =>
        Assert.InRange(expected.Zip(found, (one, other) => MathF.Abs(one - other)).Max(), 0, 1e-6f);
}
