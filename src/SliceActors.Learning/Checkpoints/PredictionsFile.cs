using System.Runtime.InteropServices;
using SliceActors.Imaging.PyTorch;
using SliceActors.Learning.Progress;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Checkpoints;

/// <summary>
/// <c>predictions.pth.tar</c>: a PyTorch file with the predictions of a unit. Key <c>best</c> holds those of its best epochs on both sets, key
/// <c>validation_by_epoch</c> the probabilities [epochs, items, 2] of the validation set after every epoch (None where a part of them was not kept). It costs
/// 8 bytes for each item and epoch: 80 kB for 200 validation sessions, one slice and 50 epochs.
/// </summary>
public static class PredictionsFile
{
    private const int Version = 1;

    /// <summary>The predictions of a unit.</summary>
    /// <param name="path">The file.</param>
    /// <param name="outcome">What the journal knows of the unit; of what version 0.1.0 trained it knows no digest.</param>
    /// <exception cref="IOException">The file is gone, or it is not the one that the journal knows.</exception>
    public static UnitPredictions Read(string path, UnitOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        if (outcome.Best.All(best => double.IsNaN(best.ValidationBalancedAccuracy)))
        {
            return UnitPredictions.Without(outcome);
        }

        if (outcome.Predictions is { } digest ? !DurableFile.Matches(path, digest) : !File.Exists(path))
        {
            throw new IOException(
                $"{path} is {(File.Exists(path) ? "not the file that was written" : "missing")}; expected {(outcome.Predictions is { } known ? $"{known.Length} bytes with the SHA-256 {known.Sha256}" : "the predictions of this network")}. Put it back from a backup.");
        }

        var file = new PythonReading(TorchFile.Read(path));
        var best = file.List("best").ToDictionary(record => record.Text("selection"));
        return new UnitPredictions(outcome.Unit, outcome.EpochsTrained, [.. outcome.Best.Select(epoch =>
        {
            var record = best[epoch.Selection.Term()];
            return SelectionOutcome.Of(epoch, PredictionsRecord.Read(record.Dictionary("train")), PredictionsRecord.Read(record.Dictionary("validation")));
        })])
        {
            ValidationByEpoch = file.Of<PythonValue>("validation_by_epoch") is PythonNone ? null : ImmutableCollectionsMarshal.AsImmutableArray(file.Elements<float>("validation_by_epoch")),
        };
    }

    /// <summary>Writes predictions durably that version 0.1.0 kept in the journal; of the epochs before the best ones it kept none.</summary>
    /// <param name="path">The file.</param>
    /// <param name="predictions">The predictions of a classifier.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Keep(string path, UnitPredictions predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        DurableFile.CreateDirectory(Path.GetDirectoryName(path)!);
        Write(path, predictions.Selections.Select(best => Record(best.Selection, best.Epoch, best.Train!, best.Validation!)), PythonNone.Instance);
    }

    /// <summary>Writes the predictions of a classifier durably.</summary>
    /// <param name="path">The file.</param>
    /// <param name="best">The best epochs.</param>
    /// <param name="validationByEpoch">Probabilities of both classes for each item, epoch after epoch; null when they are not all there.</param>
    /// <param name="epochs">Number of epochs.</param>
    internal static FileDigest Write(string path, IEnumerable<BestNetwork> best, ReadOnlyMemory<byte>? validationByEpoch, int epochs) => Write(
        path,
        best.Select(network => Record(network.Selection, network.Epoch, network.Train!, network.Validation!)),
        validationByEpoch is { } bytes ? ByEpoch(bytes, epochs) : PythonNone.Instance);

    private static FileDigest Write(string path, IEnumerable<PythonDict> best, PythonValue validationByEpoch) => DurableFile.Write(path, stream => TorchFile.Write(stream, new PythonDict
    {
        { "version", Version },
        { "best", new PythonList(best) },
        { "validation_by_epoch", validationByEpoch },
    }));

    private static PythonDict Record(Selection selection, int epoch, SetPredictions train, SetPredictions validation) => new()
    {
        { "selection", selection.Term() },
        { "epoch", epoch },
        { "train", PredictionsRecord.Write(train) },
        { "validation", PredictionsRecord.Write(validation) },
    };

    private static TorchTensor ByEpoch(ReadOnlyMemory<byte> bytes, int epochs) =>
        TorchTensor.Contiguous(TorchDtype.Float32, [epochs, bytes.Length / (epochs * 2 * sizeof(float)), 2], () => bytes.Span);
}
