using System.Collections.Immutable;
using System.Globalization;
using SliceActors.Cohorts.Tables;
using SliceActors.Runs.Errors;

namespace SliceActors.Cohorts.TsvTool;

/// <summary><c>tsvtool getlabels</c>: makes a list of each label from a merged table.</summary>
public static class GetLabelsTool
{
    /// <summary>Finds the sessions of each label and puts the lists together; writes nothing.</summary>
    /// <param name="options">The options.</param>
    /// <param name="findings">Receives everything that is wrong with options and tables. When there is something, the tree is of no use.</param>
    /// <param name="warnings">Receives what is worth knowing, one sentence each.</param>
    public static PlannedTree Plan(GetLabelsOptions options, ICollection<Finding> findings, ICollection<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(warnings);
        CheckOptions(options, findings);
        var merged = MergedTable.Read(options.MergedTsv, options.KeepSmc, findings);
        var modality = new AvailableModality(options.MissingMods, options.Modality, findings);
        var restriction = Restriction(options, findings);
        var columns = merged is null ? [] : Columns(merged.Table, options, findings, warnings);
        var sound = merged is not null && findings.Count == 0;
        return new PlannedTree(
            options.ResultsPath,
            [],
            sound ? [.. options.Diagnoses.Select(label => List(label, merged!, columns, modality, restriction, options, findings, warnings))] : [],
            new PlannedFile("getlabels.json", Record(options)));
    }

    private static void CheckOptions(GetLabelsOptions options, ICollection<Finding> findings)
    {
        foreach (var label in options.Diagnoses.Except(LabelRules.Known, StringComparer.Ordinal))
        {
            findings.Add(new Finding("--diagnoses", null, label, $"one of {string.Join(", ", LabelRules.Known)}"));
        }

        foreach (var label in options.Diagnoses.GroupBy(label => label, StringComparer.Ordinal).Where(group => group.Count() > 1))
        {
            findings.Add(new Finding("--diagnoses", null, $"{label.Key} more than once", "each label once"));
        }

        if (options.TimeHorizon < 0)
        {
            findings.Add(new Finding("--time_horizon", null, options.TimeHorizon.ToString(CultureInfo.InvariantCulture), "months, 0 or more"));
        }
    }

    private static HashSet<(string, int)>? Restriction(GetLabelsOptions options, ICollection<Finding> findings) =>
        options.RestrictionPath is null || TsvTable.Read(options.RestrictionPath, [SessionColumns.Participant, SessionColumns.Session], findings) is not { } table
            ? null
            : [.. Visits.Of(table, findings).Select(visit => (visit.ParticipantId, visit.Month))];

    private static ImmutableArray<string> Columns(TsvTable table, GetLabelsOptions options, ICollection<Finding> findings, ICollection<string> warnings)
    {
        foreach (var variable in options.VariablesOfInterest.Where(variable => table.IndexOf(variable) < 0))
        {
            findings.Add(new Finding(table.File, 1, $"no column {variable}, which --variables_of_interest names", $"one of {string.Join(", ", table.Columns)}"));
        }

        var columns = new List<string> { SessionColumns.Participant, SessionColumns.Session, SessionColumns.Diagnosis };
        foreach (var terms in new[] { FieldTerm.Age, FieldTerm.Sex })
        {
            if (FieldTerm.ColumnOf(table.Columns, terms) is { } column)
            {
                columns.Add(column);
            }
            else
            {
                warnings.Add($"{table.File} has no column for {terms[0]}: tsvtool split cannot balance sets by it.");
            }
        }

        return [.. columns.Concat(options.VariablesOfInterest).Distinct(StringComparer.Ordinal)];
    }

    private static PlannedFile List(
        string label,
        MergedTable merged,
        ImmutableArray<string> columns,
        AvailableModality modality,
        HashSet<(string, int)>? restriction,
        GetLabelsOptions options,
        ICollection<Finding> findings,
        ICollection<string> warnings)
    {
        var labelled = merged.Participants.SelectMany(participant => LabelRules.Sessions(label, participant.Baseline, participant.History, options.TimeHorizon)).ToList();
        var untold = labelled.Count(visit => modality.Has(visit) is null);
        if (untold > 0)
        {
            warnings.Add($"{label}: {untold} of {labelled.Count} session(s) are left out, as no table in {options.MissingMods} tells of them.");
        }

        var kept = labelled.Where(visit => modality.Has(visit) == true && restriction?.Contains((visit.ParticipantId, visit.Month)) != false).ToList();
        if (kept.Count == 0)
        {
            findings.Add(new Finding(
                merged.Table.File,
                null,
                $"{labelled.Count} session(s) of {label}, of which none has {options.Modality}{(restriction is null ? "" : $" and is in {options.RestrictionPath}")}",
                "sessions of each label; choose labels with --diagnoses"));
        }

        var positions = columns.Select(merged.Table.IndexOf).ToList();
        return new PlannedFile($"{label}.tsv", TsvText.Of(columns, kept.Select(visit => Row(visit, label, columns, positions))));
    }

    private static string[] Row(Visit visit, string label, ImmutableArray<string> columns, List<int> positions) =>
        [.. positions.Select((position, index) => columns[index] == SessionColumns.Diagnosis ? label : visit.Row.Cells[position])];

    private static string Record(GetLabelsOptions options) => ArgumentRecord.Of(json =>
    {
        json.WriteString("merged_tsv", options.MergedTsv);
        json.WriteString("missing_mods", options.MissingMods);
        json.WriteString("results_path", options.ResultsPath);
        json.WriteString("modality", options.Modality);
        json.WriteTexts("diagnoses", options.Diagnoses);
        json.WriteNumber("time_horizon", options.TimeHorizon);
        json.WriteString("restriction_path", options.RestrictionPath);
        json.WriteTexts("variables_of_interest", options.VariablesOfInterest);
        json.WriteBoolean("keep_smc", options.KeepSmc);
    });
}
