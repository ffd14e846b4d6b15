using System.Text;
using System.Text.Json;
using SliceActors.Cohorts.Leakage;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Predictions;
using SliceActors.Scoring.Tables;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Results;

namespace SliceActors.Studies.Prediction;

/// <summary>Where predictions go: into the result folder, under a prefix of their own.</summary>
internal static class PredictionTarget
{
    /// <summary>Looks whether the prefix can be used and is free.</summary>
    public static void Check(ResultFolder results, PredictionRequest request, ICollection<Finding> findings)
    {
        if (request.Prefix.Length == 0 || request.Prefix.StartsWith('.') || !request.Prefix.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.'))
        {
            findings.Add(new Finding("PREFIX_OUTPUT", null, $"'{request.Prefix}'", "letters, digits, '_', '-' and '.', not '.' first: file names begin with it"));
            return;
        }

        if (request.Prefix is "train" or "validation")
        {
            findings.Add(new Finding("PREFIX_OUTPUT", null, request.Prefix, "another word: these are the tables of the training itself"));
            return;
        }

        if (!request.WritesTables)
        {
            return;
        }

        var longest = Files(results, request.Prefix).Select(path => PathLimits.Bytes(Path.GetFileName(DurableFile.UnfinishedName(path)))).Max();
        if (longest > PathLimits.LongestName)
        {
            var bytes = PathLimits.Bytes(request.Prefix);
            findings.Add(new Finding("PREFIX_OUTPUT", null, $"a word of {bytes} bytes", $"at most {PathLimits.LongestName - longest + bytes}: file names begin or end with it, and are not longer than {PathLimits.LongestName}"));
            return;
        }

        if (OutputFolder.IsAtWork(results.Tree))
        {
            findings.Add(new Finding(results.Tree.Root, null, "a process is at work in it", "a training that has ended"));
        }

        if (Used(results, request) is { } used)
        {
            findings.Add(used);
        }

        OutputFolder.CheckWritable(results.Tree, findings);
    }

    /// <summary>Takes the prefix from before anything is computed until it is written, and looks again whether it is free: another prediction may have ended since the check.</summary>
    /// <exception cref="RefusedException">Another process has it.</exception>
    /// <exception cref="BadInputException">It is used by now.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public static IDisposable Claim(ResultFolder results, PredictionRequest request)
    {
        var claim = PrefixClaim.Take(results.Tree, request.Prefix);
        if (Used(results, request) is not { } used)
        {
            return claim;
        }

        claim.Dispose();
        throw new BadInputException(used);
    }

    /// <summary>Writes the tables. The record says from before the first of them until the last that they may be of two predictions.</summary>
    /// <param name="plan">What was asked for.</param>
    /// <param name="result">What came out.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(PredictionPlan plan, PredictionResult result)
    {
        var (tree, prefix) = (plan.Results.Tree, plan.Request.Prefix);
        var written = new HashSet<string>(StringComparer.Ordinal);

        var times = EarlierLook.TimesOf(tree, prefix) + 1;

        var record = PredictionRecord.PathOf(tree, prefix);
        DurableFile.WriteText(record, Json(plan, times, isFinished: false));
        written.Add(record);
        foreach (var (fold, set) in result.Folds)
        {
            written.UnionWith(PredictionTables.Write(tree.Answers(fold.Fold, fold.Selection, prefix), prefix, set));
        }

        foreach (var (selection, set) in result.Ensembles)
        {
            written.UnionWith(PredictionTables.Write(PredictionTables.EnsembleFolder(tree, selection), prefix, set));
        }

        var scores = result.Folds.Where(entry => entry.Set.Scores is not null).Select(entry => (entry.Fold.Selection, entry.Set.Scores!));
        if (SummaryTable.Write(Summary(tree, prefix), prefix, scores))
        {
            written.Add(Summary(tree, prefix));
        }

        if (plan.Request.Labelled)
        {
            HeldOutTable.Write(Estimate(tree, prefix), Rows(result));
            SubgroupTables.Write(tree, prefix, result.Subgroups);
            written.UnionWith([Estimate(tree, prefix), .. SubgroupTables.Files(tree, prefix)]);
        }

        DurableFile.WriteText(Leakage(tree, prefix), LeakageTable.Text(plan.Leakage));
        written.Add(Leakage(tree, prefix));

        // Tables of an earlier prediction that this one does not have.
        foreach (var stale in Existing(plan.Results, prefix).Except(written).ToList())
        {
            File.Delete(stale);
        }

        DurableFile.WriteText(record, Json(plan, times, isFinished: true));
    }

    private static Finding? Used(ResultFolder results, PredictionRequest request) => !request.Overwrite && Existing(results, request.Prefix).FirstOrDefault() is { } existing
        ? new Finding("PREFIX_OUTPUT", null, $"{request.Prefix} is used already: {existing}", "another prefix, or --overwrite to replace the tables of this one")
        : null;

    private static IEnumerable<string> Existing(ResultFolder results, string prefix) => Files(results, prefix).Where(File.Exists);

    // All that a prefix may have.
    private static IEnumerable<string> Files(ResultFolder results, string prefix) => Enum.GetValues<Selection>()
        .SelectMany(selection => results.Folds().Select(fold => results.Tree.Answers(fold, selection, prefix)).Append(PredictionTables.EnsembleFolder(results.Tree, selection)))
        .SelectMany(folder => PredictionTables.Files(folder, prefix))
        .Append(Summary(results.Tree, prefix))
        .Append(Estimate(results.Tree, prefix))
        .Append(CurveTables.PathOf(results.Tree, prefix))
        .Concat(SubgroupTables.Files(results.Tree, prefix))
        .Append(Leakage(results.Tree, prefix))
        .Append(PredictionRecord.PathOf(results.Tree, prefix));

    private static string Summary(ResultTree tree, string prefix) => Path.Combine(tree.Root, $"summary-{prefix}.tsv");

    private static IEnumerable<HeldOutTable.Row> Rows(PredictionResult result) =>
    [
        .. result.Ensembles.Select(mean => new HeldOutTable.Row("ensemble", mean.Selection, mean.Set.Figures!)),
        .. result.Folds.OrderBy(entry => entry.Fold.Selection).ThenBy(entry => entry.Fold.Fold).Select(entry => new HeldOutTable.Row($"{entry.Fold.Fold}", entry.Fold.Selection, entry.Set.Figures!)),
    ];

    private static string Estimate(ResultTree tree, string prefix) => Path.Combine(tree.Root, $"estimate-{prefix}.tsv");

    private static string Leakage(ResultTree tree, string prefix) => Path.Combine(tree.Root, $"leakage-{prefix}.tsv");

    private static string Json(PredictionPlan plan, int times, bool isFinished)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, IndentSize = 4 }))
        {
            json.WriteStartObject();
            json.WriteString("caps_dir", plan.Request.CapsDirectory);
            json.WriteString("tsv_path", plan.Request.TsvPath);
            json.WriteString("prefix", plan.Request.Prefix);
            json.WriteBoolean("labels", plan.Request.Labelled);
            json.WriteBoolean("multi_cohort", plan.Request.MultiCohort);
            json.WriteBoolean("use_extracted_slices", plan.Request.UseExtractedSlices);
            json.WriteStartArray("selection_metrics");
            foreach (var selection in plan.Request.Selections)
            {
                json.WriteStringValue(selection.Term()["best_".Length..]);
            }

            json.WriteEndArray();
            json.WriteString("vote_weights", plan.Request.Weighing == Weighing.OtherFolds ? "crossfold" : "training");
            json.WriteNumber("sessions", plan.Sessions.Length);
            json.WriteNumber(PredictionRecord.LooksKey, times);
            if (!isFinished)
            {
                json.WriteBoolean(PredictionRecord.UnfinishedKey, true);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
