using SliceActors.Learning.Logs;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Training;

/// <summary>
/// What a person follows a unit by: <c>training.tsv</c> and TensorBoard's event files. An epoch that has to be trained again after a crash may appear
/// twice in the event files, with the same values; the table never holds a row twice.
/// </summary>
/// <param name="tree">Where results are.</param>
/// <param name="unit">The unit.</param>
/// <param name="step">Step of the curves for an epoch and the batch in it that an evaluation follows.</param>
internal sealed class UnitLog(ResultTree tree, UnitId unit, Func<int, int, long> step) : IDisposable
{
    private EventFileWriter? train;
    private EventFileWriter? validation;

    /// <summary>Writes the table of all evaluations so far.</summary>
    public void WriteTable(IReadOnlyList<TrainingLogRow> rows)
    {
        if (rows.Count > 0)
        {
            TrainingLog.Write(tree.TrainingTsv(unit), rows);
        }
    }

    /// <summary>Adds new evaluations to the curves.</summary>
    public void AddToCurves(IEnumerable<TrainingLogRow> rows)
    {
        train ??= Curves(DataSubset.Train);
        validation ??= Curves(DataSubset.Validation);
        foreach (var row in rows)
        {
            var at = step(row.Epoch, row.Iteration);
            Add(train, at, row.BalancedAccuracyTrain, row.LossTrain);
            Add(validation, at, row.BalancedAccuracyValidation, row.LossValidation);
        }

        train.Flush();
        validation.Flush();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        train?.Dispose();
        validation?.Dispose();
    }

    private EventFileWriter Curves(DataSubset subset) => new(Path.Combine(tree.TensorBoard(unit), subset.Term()), TimeProvider.System);

    private static void Add(EventFileWriter curves, long step, double? balancedAccuracy, double loss)
    {
        if (balancedAccuracy is { } value)
        {
            curves.Scalar("balanced_accuracy", step, value);
        }

        curves.Scalar("loss", step, loss);
    }
}
