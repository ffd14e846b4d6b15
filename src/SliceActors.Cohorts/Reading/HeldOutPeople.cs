using SliceActors.Cohorts.Tables;
using SliceActors.Cohorts.TsvTool;

namespace SliceActors.Cohorts.Reading;

/// <summary>Finds people in the sets of a study who are held out beside them: trees were made that divide everybody, whoever a split had held out before.</summary>
internal static class HeldOutPeople
{
    /// <summary>Warns of each set of people who are held out of the tree of a cohort and yet in its folds.</summary>
    /// <param name="cohort">The cohort.</param>
    /// <param name="folds">The folds of the study.</param>
    /// <param name="warnings">Receives a sentence for each such set.</param>
    public static void Check(Cohort cohort, IEnumerable<FoldSessions> folds, ICollection<string> warnings)
    {
        var tree = new DividedFolder(cohort.Labels.TsvPath);
        var inFolds = folds.SelectMany(fold => fold.Train.Concat(fold.Validation)).Where(session => session.CapsDirectory == cohort.CapsDirectory)
            .Select(session => session.ParticipantId).ToHashSet(StringComparer.Ordinal);
        foreach (var set in tree.HeldOut())
        {
            var both = Participants(Path.Combine(tree.Folder, set)).Where(inFolds.Contains).Count();
            if (both > 0)
            {
                warnings.Add(
                    $"{tree.Folder}: {(both == 1 ? "1 participant" : $"{both} participants")} of {set} are trained or validated with, so results on {set} are not independent. Divide {(tree.HasTrain ? tree.Train : "lists without them")} instead.");
            }
        }
    }

    // What is wrong with tables that the study does not read is not its concern.
    private static IEnumerable<string> Participants(string folder) => Directory.GetFiles(folder, "*_baseline.tsv")
        .Select(file => TsvTable.Read(file, [SessionColumns.Participant], [])).OfType<TsvTable>()
        .SelectMany(table => table.Rows.Select(row => row.Cells[table.IndexOf(SessionColumns.Participant)])).Distinct(StringComparer.Ordinal);
}
