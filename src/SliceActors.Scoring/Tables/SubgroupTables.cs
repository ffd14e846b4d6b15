using SliceActors.Runs.Files;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Subgroups;

namespace SliceActors.Scoring.Tables;

/// <summary>
/// For whom predictions fail: <c>subgroups-PREFIX.tsv</c> (figures of each subgroup with 95 % confidence intervals, tests of differences in the first row of a column),
/// <c>confounds-PREFIX.tsv</c> (what the answer follows beside the label) and <c>people-PREFIX.tsv</c> (every session, the worst answers first).
/// </summary>
public static class SubgroupTables
{
    private static readonly string[] Kinds = ["subgroups", "confounds", "people"];

    /// <summary>The columns of a subgroup.</summary>
    internal static IEnumerable<string> OfSubgroups { get; } =
    [
        "column", "group", "participants_1", "participants_0", "sessions", .. FigureColumns.Names, .. FigureColumns.OfProbabilities, "auc_difference_p", "balanced_accuracy_difference_p",
    ];

    /// <summary>The columns of a confound.</summary>
    internal static IEnumerable<string> OfConfounds { get; } = ["column", "participants", "partial_r2", "p"];

    /// <summary>All files of a prefix.</summary>
    public static IEnumerable<string> Files(ResultTree tree, string prefix)
    {
        ArgumentNullException.ThrowIfNull(tree);
        return Kinds.Select(kind => Path.Combine(tree.Root, $"{kind}-{prefix}.tsv"));
    }

    /// <summary>Writes the tables durably.</summary>
    /// <param name="tree">The output folder.</param>
    /// <param name="prefix">The word that the predictions go by.</param>
    /// <param name="reports">One for each selection.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(ResultTree tree, string prefix, IReadOnlyList<(Selection Selection, SubgroupReport Report)> reports)
    {
        foreach (var (file, write) in Files(tree, prefix).Zip<string, Action<Stream, IReadOnlyList<(Selection Selection, SubgroupReport Report)>>>([Subgroups, Confounds, People]))
        {
            DurableFile.Write(file, stream => write(stream, reports));
        }
    }

    /// <summary>Writes the cells of a subgroup.</summary>
    internal static TsvWriter Of(this TsvWriter table, Subgroup subgroup, SubgroupReport report)
    {
        var test = report.Tests.FirstOrDefault(test => test.Column == subgroup.Column);
        return table.Cell(subgroup.Column).Cell(subgroup.Name)
            .Cell(subgroup.Held.Positives).Cell(subgroup.Held.Negatives).Cell(subgroup.Held.Sessions)
            .Figures(subgroup.Held.Figures).Figures(subgroup.Held.Figures.Probabilities)
            .Cell(test?.AucP ?? double.NaN).Cell(test?.BalancedAccuracyP ?? double.NaN);
    }

    /// <summary>Writes the cells of a confound.</summary>
    internal static TsvWriter Of(this TsvWriter table, Confound confound) =>
        table.Cell(confound.Column).Cell(confound.People).Cell(confound.Explained).Cell(confound.P);

    /// <summary>Writes the cells of a session.</summary>
    internal static TsvWriter Of(this TsvWriter table, PersonalAnswer answer) =>
        table.Cell(answer.Image.ParticipantId).Cell(answer.Image.SessionId).Cell(answer.Image.TrueLabel).Cell(answer.Image.PredictedLabel)
            .Cell(answer.Image.Proba1).Cell(answer.Folds).Cell(answer.WrongFolds).Cell(answer.DisagreeingSlices);

    private static void Subgroups(Stream stream, IReadOnlyList<(Selection Selection, SubgroupReport Report)> reports)
    {
        using var table = new TsvWriter(stream, ["selection", .. OfSubgroups]);
        foreach (var (selection, report) in reports)
        {
            foreach (var subgroup in report.Subgroups)
            {
                table.Cell(selection.Term()).Of(subgroup, report).EndRow();
            }
        }
    }

    private static void Confounds(Stream stream, IReadOnlyList<(Selection Selection, SubgroupReport Report)> reports)
    {
        using var table = new TsvWriter(stream, ["selection", .. OfConfounds]);
        foreach (var (selection, report) in reports)
        {
            foreach (var confound in report.Confounds)
            {
                table.Cell(selection.Term()).Of(confound).EndRow();
            }
        }
    }

    private static void People(Stream stream, IReadOnlyList<(Selection Selection, SubgroupReport Report)> reports)
    {
        using var table = new TsvWriter(
            stream, "selection", "participant_id", "session_id", "true_label", "predicted_label", "proba1", "folds", "wrong_folds", "disagreeing_slices");
        foreach (var (selection, report) in reports)
        {
            foreach (var answer in report.Answers)
            {
                table.Cell(selection.Term()).Of(answer).EndRow();
            }
        }
    }
}
