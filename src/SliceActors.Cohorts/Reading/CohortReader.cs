using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Cohorts.Reading;

/// <summary>Reads who is in which fold from a tree made by <c>tsvtool split</c> or <c>tsvtool kfold</c>.</summary>
public static class CohortReader
{
    /// <summary>Reads and checks the folds of a study.</summary>
    /// <param name="data">The tree, the labels, the folds.</param>
    /// <param name="findings">Receives everything that is wrong, in the order of the folds and files.</param>
    /// <param name="warnings">Receives what is allowed but worth knowing, one sentence each.</param>
    /// <returns>The folds to run, in order. When there are findings, what could be read, good for further checks but not for training.</returns>
    public static ImmutableArray<FoldSessions> Read(DataSpec data, ICollection<Finding> findings, ICollection<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(warnings);
        var codes = new LabelCodes(data, findings);
        CheckDiagnoses(data, findings);
        var folds = Folds(data, findings, warnings);
        var cohorts = Cohorts(data, findings);
        if (cohorts.Count == 0)
        {
            return [];
        }

        var reader = new SetReader(data, cohorts, codes, findings, warnings);
        var sets = ReadFolds();
        foreach (var held in cohorts.SelectMany(cohort => HeldOutPeople.Of(cohort, sets)))
        {
            warnings.Add(held.Warning());
        }

        return sets;

        ImmutableArray<FoldSessions> ReadFolds()
        {
            // Without folds in the tree, all folds are the one split: it is read and reported once.
            var single = data.NSplits is null ? ReadSplit(0) : default;
            return [.. folds.Select(fold =>
            {
                var (train, validation, leaked) = data.NSplits is null ? single : ReadSplit(fold.Value);
                return new FoldSessions(fold, train, validation, leaked);
            })];
        }

        (ImmutableArray<LabelledSession> Train, ImmutableArray<LabelledSession> Validation, ImmutableArray<string> Leaked) ReadSplit(int split)
        {
            var train = reader.Read(DataSubset.Train, split);
            var validation = reader.Read(DataSubset.Validation, split);
            return (train, validation, Leakage(data, reader.Place(DataSubset.Validation, split), train, validation, findings, warnings));
        }
    }

    /// <summary>
    /// Checks what can be checked without rows: read with wrong classes or folds, every table would seem wrong. Where the number of folds is wrong, nobody
    /// knows which files would be read.
    /// </summary>
    /// <param name="data">The tree, the labels, the folds.</param>
    /// <param name="areFoldsKnown">Whether the number of folds is right.</param>
    /// <param name="findings">Receives what is wrong.</param>
    public static void CheckNames(DataSpec data, bool areFoldsKnown, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(findings);
        _ = new LabelCodes(data, findings);
        CheckDiagnoses(data, findings);
        if (!areFoldsKnown)
        {
            return;
        }

        var folds = Folds(data, findings, []);
        foreach (var cohort in Cohorts(data, findings))
        {
            foreach (var split in data.NSplits is null ? [0] : folds.Select(fold => fold.Value))
            {
                cohort.Tree.Find(DataSubset.Train, split, findings);
                cohort.Tree.Find(DataSubset.Validation, split, findings);
            }
        }
    }

    private static IReadOnlyList<Cohort> Cohorts(DataSpec data, ICollection<Finding> findings) =>
        data.MultiCohort ? CohortTables.Read(data, "the folder of a tree made by tsvtool split or tsvtool kfold", Directory.Exists, findings) : IsTree(data.TsvPath, findings) ? [new Cohort(null, data)] : [];

    /// <summary>Checks that there are labels, each once.</summary>
    internal static void CheckDiagnoses(DataSpec data, ICollection<Finding> findings)
    {
        if (data.Diagnoses.IsEmpty)
        {
            findings.Add(new Finding("--diagnoses", null, "no label", "labels of both classes, for example AD CN"));
        }

        foreach (var diagnosis in Repeated(data.Diagnoses))
        {
            findings.Add(new Finding("--diagnoses", null, $"{diagnosis} more than once", "each label once"));
        }
    }

    private static ImmutableArray<FoldIndex> Folds(DataSpec data, ICollection<Finding> findings, ICollection<string> warnings)
    {
        if (data.NSplits < 1)
        {
            findings.Add(new Finding("--n_splits", null, $"{data.NSplits}", "the k of the k-fold tree, at least 1"));
            return [];
        }

        if (data.Split.IsEmpty)
        {
            return [.. Enumerable.Range(0, data.NSplits ?? 1).Select(split => new FoldIndex(split))];
        }

        foreach (var split in Repeated(data.Split))
        {
            findings.Add(new Finding("--split", null, $"{split} more than once", "each fold once"));
        }

        bool InRange(int split) => split >= 0 && (data.NSplits is not { } n || split < n);
        foreach (var split in data.Split.Distinct().Where(split => !InRange(split)))
        {
            findings.Add(new Finding("--split", null, $"{split}", data.NSplits is { } n ? $"0 … {n - 1}, as --n_splits is {n}" : "a fold is 0 or more"));
        }

        if (data.NSplits is null && (data.Split.Length > 1 || data.Split[0] != 0))
        {
            warnings.Add($"--split without --n_splits: the single split is used for {string.Join(", ", data.Split.Select(split => $"fold-{split}"))}.");
        }

        // In place of folds that are not there the first one is looked at: what is wrong with it may be so of all.
        var known = data.Split.Distinct().Where(InRange).Select(split => new FoldIndex(split)).ToImmutableArray();
        return known.IsEmpty ? [new FoldIndex(0)] : known;
    }

    private static IEnumerable<T> Repeated<T>(IEnumerable<T> values) => values.GroupBy(value => value).Where(group => group.Count() > 1).Select(group => group.Key);

    private static bool IsTree(string tsvPath, ICollection<Finding> findings)
    {
        const string Expected = "the folder of a tree made by tsvtool split or tsvtool kfold";
        if (tsvPath.EndsWith(".tsv", StringComparison.Ordinal))
        {
            findings.Add(new Finding(tsvPath, null, "a .tsv file, which means several cohorts", $"--multi_cohort, or {Expected}"));
            return false;
        }

        if (!Directory.Exists(tsvPath))
        {
            findings.Add(new Finding(tsvPath, null, File.Exists(tsvPath) ? "a file" : "no such folder", Expected));
            return false;
        }

        return true;
    }

    private static ImmutableArray<string> Leakage(
        DataSpec data,
        string place,
        ImmutableArray<LabelledSession> train,
        ImmutableArray<LabelledSession> validation,
        ICollection<Finding> findings,
        ICollection<string> warnings)
    {
        // The same id in another CAPS is another person; in the same CAPS, whatever the cohort is called, the same one.
        ImmutableArray<string> both =
            [.. train.Select(Person).Intersect(validation.Select(Person)).Select(person => person.ParticipantId).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (both.IsEmpty)
        {
            return [];
        }

        var named = string.Join(", ", both);
        if (data.AllowLeakage)
        {
            warnings.Add($"{place}: training has these participants too, so validation is not independent of it: {named}.");
            return both;
        }

        findings.Add(new Finding(place, null, $"participants that are in training too: {named}", "each participant in one of the two sets, or --allow_leakage"));
        return [];
    }

    private static (string? CapsDirectory, string ParticipantId) Person(LabelledSession session) => (session.CapsDirectory, session.ParticipantId);
}
