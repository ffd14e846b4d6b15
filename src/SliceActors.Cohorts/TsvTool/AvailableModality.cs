using SliceActors.Cohorts.Tables;
using SliceActors.Runs.Errors;

namespace SliceActors.Cohorts.TsvTool;

/// <summary>Which sessions have a modality, from a folder of tables <c>…_SESSION.tsv</c> as Clinica's <c>check-missing-modalities</c> writes them.</summary>
internal sealed class AvailableModality
{
    private readonly Dictionary<(string Participant, int Month), bool> sessions = [];

    /// <summary>Reads all tables of a folder.</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="modality">Column to look at.</param>
    /// <param name="findings">Receives what is wrong with the folder and its tables.</param>
    public AvailableModality(string folder, string modality, ICollection<Finding> findings)
    {
        const string Expected = "a folder with a table for each session, for example missing_mods_ses-M00.tsv";
        if (!Directory.Exists(folder))
        {
            findings.Add(new Finding(folder, null, File.Exists(folder) ? "a file" : "no such folder", Expected));
            return;
        }

        var files = Directory.GetFiles(folder, "*.tsv").Order(StringComparer.Ordinal).Select(file => (File: file, Month: MonthOf(file))).Where(pair => pair.Month is not null).ToList();
        if (files.Count == 0)
        {
            findings.Add(new Finding(folder, null, "no table whose name ends in _ses-M….tsv", Expected));
        }

        foreach (var (file, month) in files)
        {
            if (TsvTable.Read(file, [SessionColumns.Participant, modality], findings) is { } table)
            {
                Read(table, modality, month!.Value, findings);
            }
        }
    }

    /// <summary>Whether a session has the modality; null when no table tells.</summary>
    public bool? Has(Visit visit) => sessions.TryGetValue((visit.ParticipantId, visit.Month), out var available) ? available : null;

    private static int? MonthOf(string file)
    {
        var name = Path.GetFileNameWithoutExtension(file);
        return Visits.Month(name[(name.LastIndexOf('_') + 1)..]);
    }

    private void Read(TsvTable table, string modality, int month, ICollection<Finding> findings)
    {
        var (participantColumn, flagColumn) = (table.IndexOf(SessionColumns.Participant), table.IndexOf(modality));
        foreach (var row in table.Rows)
        {
            var (participant, cell) = (row.Cells[participantColumn], row.Cells[flagColumn]);
            bool? flag = cell is "1" or "1.0" or "True" ? true : cell is "0" or "0.0" or "False" || TsvTable.IsMissing(cell) ? false : null;
            if (!Visible.IsName(participant))
            {
                findings.Add(new Finding(table.File, row.Line, $"{SessionColumns.Participant} {Visible.Quoted(participant)}", "sub- and a name of letters and digits"));
            }
            else if (flag is null)
            {
                findings.Add(new Finding(table.File, row.Line, $"{modality} {Visible.Quoted(cell)}", "1 or 0"));
            }
            else if (!sessions.TryAdd((participant, month), flag.Value))
            {
                findings.Add(new Finding(table.File, row.Line, $"{participant} again", "each participant once for a session"));
            }
        }
    }
}
