using SliceActors.Learning.Logs;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Training;

/// <summary>
/// What a person follows a unit by: <c>training.tsv</c> and TensorBoard's event files. Both hold every evaluation once, however often the training was
/// interrupted: an attempt begins them anew with what it took over.
/// </summary>
/// <param name="tree">Where the attempt collects its results.</param>
/// <param name="unit">The unit.</param>
/// <param name="step">Step of the curves for an epoch and the batch in it that an evaluation follows.</param>
internal sealed class UnitLog(ResultTree tree, UnitId unit, Func<int, int, long> step) : IDisposable
{
    private EventFileWriter? train;
    private EventFileWriter? validation;

    /// <summary>Writes the table of all evaluations so far.</summary>
    /// <param name="rows">The evaluations.</param>
    /// <param name="flushing">Whether it is the last time: until then a person may look at it, and nothing is taken up from it.</param>
    public void WriteTable(IReadOnlyList<TrainingLogRow> rows, Flushing flushing = Flushing.Nothing)
    {
        if (rows.Count > 0)
        {
            TrainingLog.Write(tree.TrainingTsv(unit), rows, flushing);
        }
    }

    /// <summary>Adds evaluations to the curves.</summary>
    /// <param name="rows">The evaluations.</param>
    /// <param name="elapsed">Training time of the unit so far; puts the evaluations of an earlier attempt as far apart as they were.</param>
    public void AddToCurves(IEnumerable<TrainingLogRow> rows, TimeSpan elapsed)
    {
        train ??= Curves(DataSubset.Train);
        validation ??= Curves(DataSubset.Validation);
        foreach (var row in rows)
        {
            var (at, ago) = (step(row.Epoch, row.Iteration), elapsed - TimeSpan.FromSeconds(row.Seconds));
            Add(train, at, row.BalancedAccuracyTrain, row.LossTrain, ago);
            Add(validation, at, row.BalancedAccuracyValidation, row.LossValidation, ago);
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

    private static void Add(EventFileWriter curves, long step, double? balancedAccuracy, double loss, TimeSpan ago)
    {
        if (balancedAccuracy is { } value)
        {
            curves.Scalar("balanced_accuracy", step, value, ago);
        }

        curves.Scalar("loss", step, loss, ago);
    }
}
