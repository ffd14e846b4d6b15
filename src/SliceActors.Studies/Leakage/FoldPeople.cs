using SliceActors.Cohorts.Reading;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Journals;
using SliceActors.Studies.Results;

namespace SliceActors.Studies.Leakage;

/// <summary>Who is in the sets of a fold. The same participant id in two CAPS is two people.</summary>
/// <param name="Train">People that its networks learned from.</param>
/// <param name="Validation">People that its epochs were chosen by.</param>
public sealed record FoldPeople(IReadOnlyCollection<(string? Caps, string Participant)> Train, IReadOnlyCollection<(string? Caps, string Participant)> Validation)
{
    /// <summary>The people of a fold of a plan.</summary>
    public static FoldPeople Of(RunPlan plan, FoldPlan fold)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(fold);
        return new FoldPeople(People(DataSubset.Train), People(DataSubset.Validation));

        IReadOnlyCollection<(string?, string)> People(DataSubset subset) =>
            [.. fold.Set(subset).Select(session => plan.Images[session.Image]).Select(image => PersonOf(image.ParticipantId, image.Path)).Distinct()];
    }

    /// <summary>Whose an image is: a participant of the CAPS that it lies in, or of an unknown one when its path does not tell.</summary>
    public static (string? Caps, string Participant) PersonOf(string participant, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        var subjects = path.IndexOf("/subjects/", StringComparison.Ordinal);
        return (Path.IsPathRooted(path) && subjects >= 0 ? Path.GetFullPath(path[..(subjects + 1)]) : null, participant);
    }

    /// <summary>The people of a fold of a result folder: as its run was submitted, else as its tables say, else as the labels say that it was made with.</summary>
    /// <param name="results">The folder.</param>
    /// <param name="plan">Its plan, where it is known.</param>
    /// <param name="fold">The fold.</param>
    /// <returns>Null when nobody can tell any more.</returns>
    public static FoldPeople? Of(ResultFolder results, RunPlan? plan, FoldIndex fold)
    {
        ArgumentNullException.ThrowIfNull(results);
        var planned = plan?.Folds.FirstOrDefault(planned => planned.Fold == fold);
        return planned is not null ? Of(plan!, planned) : OfTables(results, fold) ?? OfLabels(results.Options, fold);
    }

    /// <summary>The plan of a result folder as its run was submitted.</summary>
    /// <param name="tree">The folder.</param>
    /// <param name="warnings">Gets that it is not known any more, or not where it should be.</param>
    /// <returns>Null when the folder is of no run of ours, or nobody knows any more: its tables and labels tell as much.</returns>
    public static RunPlan? PlanOf(ResultTree tree, ICollection<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(warnings);
        try
        {
            return File.Exists(tree.RunFile) ? SubmittedRun.Read(tree, warnings).Plan : null;
        }
        catch (IOException trouble)
        {
            warnings.Add($"{trouble.Message} Whom the networks learned from is taken from the tables of results instead.");
            return null;
        }
    }

    /// <summary>Ids of those of some people who are, or for all that is recorded may be, among others.</summary>
    public static IReadOnlyList<string> Common(IReadOnlyCollection<(string? Caps, string Participant)> people, IReadOnlyCollection<(string? Caps, string Participant)> others)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(others);
        var known = others.ToHashSet();
        var anywhere = others.Select(other => other.Participant).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. people
                .Where(person => known.Contains(person) || known.Contains((null, person.Participant)) || (person.Caps is null && anywhere.Contains(person.Participant)))
                .Select(person => person.Participant).Distinct().Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>Ids of those of some people who are not among others, while a participant of that id in another CAPS is.</summary>
    public static IReadOnlyList<string> Namesakes(IReadOnlyCollection<(string? Caps, string Participant)> people, IReadOnlyCollection<(string? Caps, string Participant)> others)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentNullException.ThrowIfNull(others);
        return [.. people.Select(person => person.Participant).Intersect(others.Select(other => other.Participant)).Except(Common(people, others)).Order(StringComparer.Ordinal)];
    }

    private static FoldPeople? OfTables(ResultFolder results, FoldIndex fold)
    {
        var (train, validation) = (Participants("train"), Participants("validation"));
        return train.Count > 0 ? new FoldPeople(train, validation) : null;

        IReadOnlyCollection<(string?, string)> Participants(string set) =>
            results.Tree.People(fold, set).FirstOrDefault(File.Exists) is { } table ? [.. ParticipantsIn(table).Select(participant => ((string?)null, participant)).Distinct()] : [];
    }

    private static IEnumerable<string> ParticipantsIn(string table)
    {
        var rows = File.ReadLines(table).Select(line => line.Split('\t')).ToList();
        var column = rows.Count > 0 ? Math.Max(Array.IndexOf(rows[0], "participant_id"), 0) : 0;
        return rows.Skip(1).Where(row => row.Length > column).Select(row => row[column]);
    }

    private static FoldPeople? OfLabels(RecordedOptions options, FoldIndex fold)
    {
        if (options.TsvPath is not { } labels || !Path.Exists(labels))
        {
            return null;
        }

        var findings = new List<Finding>();
        var folds = CohortReader.Read(
            new DataSpec
            {
                CapsDirectory = string.Empty,
                Preprocessing = options.Preprocessing,
                TsvPath = labels,
                MultiCohort = options.MultiCohort,
                Diagnoses = options.Diagnoses,
                LabelCode = options.LabelCode,
                Baseline = options.Baseline,
                NSplits = options.NSplits,
                Split = [fold.Value],
                AllowLeakage = true,
            },
            findings,
            []);
        return findings.Count == 0 && folds is [var sets] ? new FoldPeople(People(sets.Train), People(sets.Validation)) : null;

        IReadOnlyCollection<(string?, string)> People(IEnumerable<LabelledSession> sessions) => [.. sessions.Select(session => ((string?)null, session.ParticipantId)).Distinct()];
    }
}
