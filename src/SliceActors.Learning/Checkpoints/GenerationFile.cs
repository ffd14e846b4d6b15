using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SliceActors.Imaging.PyTorch;
using SliceActors.Learning.Logs;
using SliceActors.Learning.Objectives;
using SliceActors.Learning.Progress;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Checkpoints;

/// <summary><c>progress-e.pth.tar</c>: a <see cref="Generation"/> as a PyTorch file. Its digest stands for the whole checkpoint.</summary>
internal static class GenerationFile
{
    private const int Version = 1;
    private const int LogColumns = 7;

    /// <summary>Writes the file.</summary>
    public static void Write(Stream stream, Generation generation)
    {
        var progress = generation.Progress;
        TorchFile.Write(stream, new PythonDict
        {
            { "version", Version },
            { "network", Write(generation.Network) },
            { "optimizer", Write(generation.Optimizer) },
            { "validation", generation.Validation is { } validation ? Write(validation) : PythonNone.Instance },
            { "epochs_trained", progress.EpochsTrained },
            { "elapsed_seconds", progress.Elapsed.TotalSeconds },
            {
                "early_stopping", new PythonDict
                {
                    { "reference", progress.EarlyStopping.Reference is { } reference ? reference : PythonNone.Instance },
                    { "bad_epochs", progress.EarlyStopping.BadEpochs },
                    { "should_stop", progress.EarlyStopping.ShouldStop },
                }
            },
            { "log", Stored<double>([.. progress.Log.SelectMany(Columns)], TorchDtype.Float64) },
            { "best", new PythonList(progress.Best.Select(Write)) },
        });
    }

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">Another version of the program wrote it.</exception>
    public static Generation Read(string path)
    {
        var record = new PythonReading(TorchFile.Read(path));
        if (record.Integer("version") != Version)
        {
            throw new InvalidDataException($"{path}: the checkpoint has version {record.Integer("version")}; this program reads version {Version}.");
        }

        var stopping = record.Dictionary("early_stopping");
        var progress = new TrainingProgress
        {
            EpochsTrained = record.Integer("epochs_trained"),
            Elapsed = TimeSpan.FromSeconds(record.Float("elapsed_seconds")),
            EarlyStopping = new EarlyStopping(stopping.FloatOrNone("reference"), stopping.Integer("bad_epochs"), stopping.Boolean("should_stop")),
            Log = [.. record.Elements<double>("log").Chunk(LogColumns).Select(Row)],
            Best = [.. record.List("best").Select(ReadBest)],
        };
        return new Generation(
            progress,
            ReadSeal(record.Dictionary("network")),
            ReadSeal(record.Dictionary("optimizer")),
            record.Has("validation") && record.DictionaryOrNone("validation") is { } validation ? ReadSeal(validation) : null);
    }

    private static double[] Columns(TrainingLogRow row) =>
    [
        row.Epoch,
        row.Iteration,
        row.Seconds,
        row.BalancedAccuracyTrain ?? double.NaN,
        row.LossTrain,
        row.BalancedAccuracyValidation ?? double.NaN,
        row.LossValidation,
    ];

    private static TrainingLogRow Row(double[] columns) =>
        new((int)columns[0], (int)columns[1], columns[2], NumberOrNull(columns[3]), columns[4], NumberOrNull(columns[5]), columns[6]);

    // A classifier's balanced accuracy is always a number.
    private static double? NumberOrNull(double stored) => double.IsNaN(stored) ? null : stored;

    private static PythonDict Write(BestNetwork best) => new()
    {
        { "selection", best.Selection.Term() },
        { "epoch", best.Epoch },
        { "valid_loss", best.Score.Loss },
        { "valid_acc", best.Score.BalancedAccuracy is { } balancedAccuracy ? balancedAccuracy : PythonNone.Instance },
        { "model", Write(best.Model) },
        { "train", Write(best.Train) },
        { "validation", Write(best.Validation) },
    };

    private static BestNetwork ReadBest(PythonReading record) => new(
        Enum.GetValues<Selection>().Single(selection => selection.Term() == record.Text("selection")),
        record.Integer("epoch"),
        new EpochScore(record.Float("valid_loss"), record.FloatOrNone("valid_acc")),
        ReadSeal(record.Dictionary("model")),
        ReadPredictions(record.DictionaryOrNone("train")),
        ReadPredictions(record.DictionaryOrNone("validation")));

    private static PythonDict Write(FileSeal seal) => new() { { "length", seal.Length }, { "xxh128", seal.XxHash128 } };

    private static FileSeal ReadSeal(PythonReading record) => new(record.Long("length"), record.Text("xxh128"));

    private static PythonValue Write(SetPredictions? predictions) => predictions is null ? PythonNone.Instance : PredictionsRecord.Write(predictions);

    private static SetPredictions? ReadPredictions(PythonReading? stored) => stored is { } record ? PredictionsRecord.Read(record) : null;

    private static TorchTensor Stored<T>(ImmutableArray<T> values, TorchDtype dtype)
        where T : unmanaged =>
        TorchTensor.Contiguous(dtype, [values.Length], () => MemoryMarshal.AsBytes(values.AsSpan()));
}
