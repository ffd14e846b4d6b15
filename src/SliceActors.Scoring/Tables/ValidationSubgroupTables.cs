using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;
using SliceActors.Scoring.Subgroups;

namespace SliceActors.Scoring.Tables;

/// <summary>
/// For whom the networks of a study fail among the people of the validation sets: <c>subgroups-validation.tsv</c>, <c>confounds-validation.tsv</c> and <c>people-validation.tsv</c>. The answers are
/// those of the last epoch with equal weights of the slices (<c>estimate</c> says so); where a figure is not defined its cells are empty, and <c>note</c> says why.
/// </summary>
public static class ValidationSubgroupTables
{
    /// <summary>The word in the names of the tables.</summary>
    public const string Prefix = "validation";

    private const string OneClass = "Not available: all are of one class.";
    private const string NoPair = "No AUC: no fold has people of both classes here.";

    /// <summary>Writes the tables durably.</summary>
    /// <param name="tree">The output folder.</param>
    /// <param name="report">What was found.</param>
    /// <param name="notes">What a reader of any of the figures has to know.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(ResultTree tree, SubgroupReport report, IReadOnlyList<string> notes)
    {
        foreach (var (file, write) in SubgroupTables.Files(tree, Prefix).Zip<string, Action<Stream, SubgroupReport, string>>([Subgroups, Confounds, People]))
        {
            DurableFile.Write(file, stream => write(stream, report, string.Join(" ", notes)));
        }
    }

    private static void Subgroups(Stream stream, SubgroupReport report, string note)
    {
        using var table = new TsvWriter(stream, ["estimate", .. SubgroupTables.OfSubgroups, "note"]);
        foreach (var subgroup in report.Subgroups)
        {
            var missing = subgroup.Held.HasOneClassOnly ? OneClass : double.IsNaN(subgroup.Held.Figures.Auc.Value) ? NoPair : string.Empty;
            Kind(table).Of(subgroup, report).Cell($"{missing} {note}".Trim()).EndRow();
        }
    }

    private static void Confounds(Stream stream, SubgroupReport report, string note)
    {
        using var table = new TsvWriter(stream, ["estimate", .. SubgroupTables.OfConfounds, "note"]);
        foreach (var confound in report.Confounds)
        {
            Kind(table).Of(confound).Cell(note).EndRow();
        }
    }

    // The answer of a fold to a person of its own is one; that of another seed is another.
    private static void People(Stream stream, SubgroupReport report, string note)
    {
        using var table = new TsvWriter(stream, "estimate", "participant_id", "session_id", "true_label", "predicted_label", "proba1", "trainings", "wrong_trainings", "disagreeing_slices", "note");
        foreach (var answer in report.Answers)
        {
            Kind(table).Of(answer).Cell(note).EndRow();
        }
    }

    private static TsvWriter Kind(TsvWriter table) => table.Cell(EstimateKind.LastEpoch.Term());
}
