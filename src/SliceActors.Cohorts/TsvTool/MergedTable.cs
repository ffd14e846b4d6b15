using System.Collections.Immutable;
using System.Globalization;
using SliceActors.Cohorts.Tables;
using SliceActors.Runs.Errors;

namespace SliceActors.Cohorts.TsvTool;

/// <summary>The participants of a merged table with their diagnoses.</summary>
internal sealed class MergedTable
{
    private const string AdniChange = "adni_diagnosis_change";

    // What the codes 1 to 9 of ADNI's column say of the session: stable CN, MCI, AD; conversions; reversions.
    private static readonly string[] AdniDiagnoses = ["CN", "MCI", "AD", "MCI", "AD", "AD", "CN", "MCI", "CN"];

    private MergedTable(TsvTable table, ImmutableArray<Participant> participants) => (Table, Participants) = (table, participants);

    /// <summary>The table.</summary>
    public TsvTable Table { get; }

    /// <summary>The participants, sorted (ordinal).</summary>
    public ImmutableArray<Participant> Participants { get; }

    /// <summary>Reads a merged table; null when it has no usable header.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keepSmc">Whether sessions of subjective memory complaints stay.</param>
    /// <param name="findings">Receives what is wrong with it.</param>
    public static MergedTable? Read(string path, bool keepSmc, ICollection<Finding> findings)
    {
        if (TsvTable.Read(path, [SessionColumns.Participant, SessionColumns.Session, SessionColumns.Diagnosis], findings) is not { } table)
        {
            return null;
        }

        var complaint = keepSmc ? -1 : table.IndexOf("diagnosis_bl") is >= 0 and var atBaseline ? atBaseline : table.IndexOf("diagnosis_sc");
        var visits = Visits.Of(table, findings).Where(visit => complaint < 0 || visit.Row.Cells[complaint] != "SMC");
        var participants = ImmutableArray.CreateBuilder<Participant>();
        foreach (var own in visits.GroupBy(visit => visit.ParticipantId, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal))
        {
            if (own.FirstOrDefault(visit => visit.Month == 0) is not { } first)
            {
                findings.Add(new Finding(path, own.First().Row.Line, $"{own.Key} without a session ses-M00", "the diagnosis at month 0 of each participant, as labels depend on it"));
                continue;
            }

            participants.Add(new Participant(
                Diagnosis(table, first), new DiagnosisHistory(own.Select(visit => new DatedDiagnosis(visit, Diagnosis(table, visit) ?? AdniDiagnosis(table, visit))))));
        }

        return new MergedTable(table, participants.ToImmutable());
    }

    private static string? Diagnosis(TsvTable table, Visit visit) => visit.Row.Cells[table.IndexOf(SessionColumns.Diagnosis)] switch
    {
        var missing when TsvTable.IsMissing(missing) => null,
        "EMCI" or "LMCI" => LabelRules.Mci,
        var diagnosis => diagnosis,
    };

    private static string? AdniDiagnosis(TsvTable table, Visit visit) =>
        table.IndexOf(AdniChange) is >= 0 and var column
        && double.TryParse(visit.Row.Cells[column], NumberStyles.Float, CultureInfo.InvariantCulture, out var code)
        && code is >= 1 and <= 9 && code == Math.Floor(code)
            ? AdniDiagnoses[(int)code - 1]
            : null;

    /// <summary>A participant.</summary>
    /// <param name="Baseline">The diagnosis at month 0; null when not known.</param>
    /// <param name="History">The diagnoses over time.</param>
    public sealed record Participant(string? Baseline, DiagnosisHistory History);
}
