using SliceActors.Runs.Errors;

namespace SliceActors.Cohorts.TsvTool;

/// <summary>A folder of label lists: every <c>LABEL.tsv</c> directly in it that is no list of baselines.</summary>
internal static class LabelFolder
{
    /// <summary>Reads all lists, sorted by label (ordinal).</summary>
    /// <param name="folder">The folder.</param>
    /// <param name="findings">Receives what is wrong with the folder and its files.</param>
    /// <param name="warnings">Receives labels that share participants without being MCI and its sub-categories.</param>
    public static IReadOnlyList<LabelList> Read(string folder, ICollection<Finding> findings, ICollection<string> warnings)
    {
        const string Expected = "a folder with a file LABEL.tsv for each label, as tsvtool getlabels writes them";
        if (!Directory.Exists(folder))
        {
            findings.Add(new Finding(folder, null, File.Exists(folder) ? "a file" : "no such folder", Expected));
            return [];
        }

        var files = Directory.GetFiles(folder, "*.tsv").Where(file => !file.EndsWith("_baseline.tsv", StringComparison.Ordinal)).Order(StringComparer.Ordinal).ToList();
        if (files.Count == 0)
        {
            findings.Add(new Finding(folder, null, "no label list", Expected));
        }

        var lists = files.Select(file => LabelList.Read(file, findings)).OfType<LabelList>().ToList();
        foreach (var empty in lists.Where(list => list.Table.Rows.Count == 0))
        {
            findings.Add(new Finding(empty.Table.File, null, "no session", "sessions of that label; remove the file when there are none"));
        }

        WarnOfSharedParticipants(lists, warnings);
        return lists;
    }

    private static void WarnOfSharedParticipants(List<LabelList> lists, ICollection<string> warnings)
    {
        for (var i = 0; i < lists.Count; i++)
        {
            for (var j = i + 1; j < lists.Count; j++)
            {
                var (one, other) = (lists[i], lists[j]);
                var shared = one.Baselines.Count(baseline => other.Has(baseline.ParticipantId));
                if (shared > 0 && !(MciTreatment.IsFamily(one.Label) && MciTreatment.IsFamily(other.Label)))
                {
                    warnings.Add($"{shared} participant(s) are in {one.Label}.tsv and {other.Label}.tsv: a study of both labels may have them in training and validation.");
                }
            }
        }
    }
}
