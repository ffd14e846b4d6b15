using SliceActors.Runs.Files;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Scoring.Tables;

/// <summary><c>sets.tsv</c>: how many people and sessions of each class are in the sets of each fold.</summary>
public static class SetTable
{
    /// <summary>Writes the table durably.</summary>
    /// <param name="tree">The output folder.</param>
    /// <param name="plan">The plan of the run.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(ResultTree tree, RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(plan);
        DurableFile.Write(tree.Sets, stream =>
        {
            using var table = new TsvWriter(stream, "fold", "set", "class", "participants", "sessions");
            foreach (var fold in plan.Folds)
            {
                foreach (var subset in Enum.GetValues<DataSubset>())
                {
                    foreach (var sessions in fold.Set(subset).GroupBy(session => session.Label).OrderBy(sessions => sessions.Key))
                    {
                        table.Cell(fold.Fold.Value).Cell(subset.Term()).Cell(sessions.Key)
                            .Cell(sessions.Select(session => plan.Images[session.Image].ParticipantId).Distinct(StringComparer.Ordinal).Count()).Cell(sessions.Count()).EndRow();
                    }
                }
            }
        });
    }
}
