using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SliceActors.Imaging.PyTorch;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Learning.Checkpoints;

/// <summary>Predictions of one network on one set, as a Python dictionary of tensors.</summary>
internal static class PredictionsRecord
{
    // A tensor without dimensions: torch.load with weights_only of PyTorch 1.13 refuses Python floats.
    public static PythonDict Write(SetPredictions predictions) => new()
    {
        { "proba0", Stored(predictions.Proba0, TorchDtype.Float32) },
        { "proba1", Stored(predictions.Proba1, TorchDtype.Float32) },
        { "predicted_label", Stored(predictions.PredictedLabel, TorchDtype.UInt8) },
        { "total_loss", TorchTensor.Contiguous(TorchDtype.Float64, [], () => MemoryMarshal.AsBytes<double>(new[] { predictions.TotalLoss })) },
    };

    public static SetPredictions Read(PythonReading record) => new(
        ImmutableCollectionsMarshal.AsImmutableArray(record.Elements<float>("proba0")),
        ImmutableCollectionsMarshal.AsImmutableArray(record.Elements<float>("proba1")),
        ImmutableCollectionsMarshal.AsImmutableArray(record.Elements<byte>("predicted_label")),
        record.Number("total_loss"));

    private static TorchTensor Stored<T>(ImmutableArray<T> values, TorchDtype dtype)
        where T : unmanaged =>
        TorchTensor.Contiguous(dtype, [values.Length], () => MemoryMarshal.AsBytes(values.AsSpan()));
}
