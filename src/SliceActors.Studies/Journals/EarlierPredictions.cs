using SliceActors.Learning.Checkpoints;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Studies.Journals;

/// <summary>Version 0.1.0 kept the predictions of its networks in the journal: whoever goes on with such a run needs them where those of today lie, beside the models.</summary>
public static class EarlierPredictions
{
    /// <summary>Writes those that are not there yet. May be repeated.</summary>
    /// <param name="tree">Folder of the run.</param>
    /// <param name="journal">Its journal, with every event.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Keep(ResultTree tree, RunJournal journal)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(journal);
        foreach (var unit in journal.State.Units.Values)
        {
            var path = tree.Predictions(unit.Unit.Id);
            if (unit.Outcome is { Predictions: null } && journal.Predictions.TryGetValue(unit.Unit.Id, out var known) && HasAny(known) && !File.Exists(path))
            {
                PredictionsFile.Keep(path, known);
            }
        }
    }

    // An autoencoder answers with pictures; the journal has an entry without predictions.
    private static bool HasAny(UnitPredictions predictions) => predictions.Selections.All(best => best is { Train: not null, Validation: not null });
}
