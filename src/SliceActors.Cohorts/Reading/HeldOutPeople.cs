using System.Collections.Immutable;
using SliceActors.Cohorts.TsvTool;
using SliceActors.Runs.Specs;

namespace SliceActors.Cohorts.Reading;

/// <summary>People of a study who are held out beside it: trees were made that divide everybody, whoever a split had held out before.</summary>
/// <param name="Folder">Tree of the cohort.</param>
/// <param name="Set">Name of the set that they are held out in.</param>
/// <param name="Participants">Their ids, sorted.</param>
/// <param name="Remedy">What would be right, as a sentence.</param>
public sealed record HeldOutPeople(string Folder, string Set, ImmutableArray<string> Participants, string Remedy)
{
    /// <summary>Finds them.</summary>
    /// <param name="data">The study, its tables in order.</param>
    /// <param name="folds">Its folds.</param>
    public static ImmutableArray<HeldOutPeople> Of(DataSpec data, ImmutableArray<FoldSessions> folds)
    {
        ArgumentNullException.ThrowIfNull(data);
        var cohorts = data.MultiCohort ? CohortTables.Read(data, string.Empty, Directory.Exists, []) : [new Cohort(null, data)];
        return [.. cohorts.SelectMany(cohort => Of(cohort, folds))];
    }

    /// <summary>Finds those of one cohort.</summary>
    internal static IEnumerable<HeldOutPeople> Of(Cohort cohort, IEnumerable<FoldSessions> folds)
    {
        var tree = new DividedFolder(cohort.Labels.TsvPath);
        var inFolds = folds.SelectMany(fold => fold.Train.Concat(fold.Validation)).Where(session => session.CapsDirectory == cohort.CapsDirectory)
            .Select(session => session.ParticipantId).ToHashSet(StringComparer.Ordinal);
        var here = Of(tree, inFolds, $"Divide {(tree.HasTrain ? tree.Train : "lists without them")} instead.");

        // The lists may have been drawn again after their train folder was divided.
        return tree.DrawnFrom() is { } drawn ? here.Concat(Of(drawn, inFolds, $"They were drawn after {tree.Folder} was divided: divide it again.")) : here;
    }

    /// <summary>What a person should know of it.</summary>
    internal string Warning() =>
        $"{Folder}: {(Participants.Length == 1 ? "1 participant" : $"{Participants.Length} participants")} of {Set} {(Participants.Length == 1 ? "is" : "are")} trained or validated with, so results on {Set} are not independent. {Remedy}";

    private static IEnumerable<HeldOutPeople> Of(DividedFolder divided, HashSet<string> inFolds, string remedy) => divided.HeldOut()
        .Select(set => new HeldOutPeople(divided.Folder, set, [.. divided.ParticipantsOf(set).Where(inFolds.Contains).Order(StringComparer.Ordinal)], remedy))
        .Where(held => !held.Participants.IsEmpty);
}
