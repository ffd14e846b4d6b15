using System.Globalization;
using System.Text;
using SliceActors.Cohorts.Reading;
using SliceActors.Reports.Parts;
using SliceActors.Runs.Files;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Exports;
using SliceActors.Studies.Results;

namespace SliceActors.Cards;

/// <summary>
/// The model card (Mitchell et al., "Model cards for model reporting", 2019) of a study: Markdown behind the metadata that sites read. Every number stands in a table of the result folder, or in the
/// options of the training; it names nobody and no path.
/// </summary>
internal static class ModelCard
{
    /// <summary>Its text. The same tables give the same text.</summary>
    /// <param name="plan">What is taken away.</param>
    /// <param name="name">Name of the model.</param>
    /// <param name="version">Version of this program.</param>
    public static string Of(ExportPlan plan, string name, string version)
    {
        var (spec, tree) = (plan.Study.Spec, plan.Results.Tree);
        var classifies = spec.NetworkType != NetworkType.Autoencoder;
        var classes = ClassNames.Of(spec.Data);
        var figures = classifies ? CardFigures.Read(tree, plan.Request.Selections) : [];
        var text = new StringBuilder();
        text.Append("---\n").Append(ModelIndex.Yaml(name, classifies, plan.Request.Onnx, $"{classes[1]} (class 1) or {classes[0]} (class 0)", figures)).Append("---\n\n");
        text.Append(CultureInfo.InvariantCulture, $"# {name}\n\n{What(plan)} ");
        text.Append(classifies
            ? $"It tells {classes[1]} (class 1) from {classes[0]} (class 0).\n\n"
            : "It reproduces slices and puts nobody into a class.\n\n");
        text.Append(Use);
        if (classifies)
        {
            Claim(text, figures);
        }

        People(text, tree, classes);
        if (classifies)
        {
            Failures(text, tree, plan.Request.Selections);
        }

        if (plan.Request.Onnx)
        {
            text.Append(NetworkUse.Of(plan));
        }

        Making(text, plan, version);
        return text.ToString();
    }

    /// <summary>What was trained, in a sentence.</summary>
    public static string What(ExportPlan plan)
    {
        var (spec, slices) = (plan.Study.Spec, plan.Study.Plan.Slices);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"A {spec.NetworkType.Term()} of {plan.Architecture.Name} on {spec.Slices.Direction.Term()} slices {slices.First} to {slices.At(slices.Count - 1)} of brain MR images prepared by {spec.Data.Preprocessing.Term()}.");
    }

    private const string Use = """
        ## What it may be used for

        Research, on images prepared in the same way, of people like those below. It is no medical device, and no answer for a
        single person rests on it.


        """;

    private static void Claim(StringBuilder text, IReadOnlyList<CardFigures> figures)
    {
        text.Append("## What may be claimed\n\n");
        if (figures.Count == 0)
        {
            text.Append("Nothing yet: the study has no estimate that is free of selection.\n\n");
            return;
        }

        Table(
            text,
            ["whom", "how", "best epoch by", "people of class 1 + 0", "AUC", "balanced accuracy"],
            figures.Select(row => (string[])[row.Set, row.How, row.Selection, $"{row.Positives} + {row.Negatives}", CardFigures.Text(row.Auc), CardFigures.Text(row.BalancedAccuracy)]));
        text.Append("""
            At the image level; in brackets 95 % intervals by participant. Leave-pair-out judges every pair of people by a vote that
            was chosen without them. The figures describe the networks of one fold. They say nothing of other scanners, ages or
            diagnoses.


            """);
        foreach (var note in figures.Select(row => row.Note).Where(note => note.Length > 0).Distinct(StringComparer.Ordinal))
        {
            text.Append(CultureInfo.InvariantCulture, $"**{note}**\n\n");
        }
    }

    private static void People(StringBuilder text, ResultTree tree, IReadOnlyList<string> classes)
    {
        text.Append("## Who was studied\n\n");
        if (ReportTable.Read(tree.Sets) is not { } sets)
        {
            text.Append("Not on record: `slice-actors report` makes the table.\n\n");
            return;
        }

        Table(
            text,
            ["fold", "set", "class", "participants", "sessions", "age: mean (SD)", "age: range", "women + men"],
            sets.Rows.Select(row => (string[])
            [
                row["fold"], row["set"], $"{row["class"]} ({classes[row["class"] == "1" ? 1 : 0]})", row["participants"], row["sessions"],
                row["age_mean"].Length == 0 ? "not known" : $"{Short(row["age_mean"])} ({Short(row["age_standard_deviation"])})",
                row["age_least"].Length == 0 ? "not known" : $"{Short(row["age_least"])} to {Short(row["age_most"])}",
                row["women"].Length == 0 ? "not known" : $"{row["women"]} + {row["men"]}",
            ]));
    }

    private static void Failures(StringBuilder text, ResultTree tree, IEnumerable<Selection> selections)
    {
        text.Append("## For whom it fails\n\n");
        var terms = selections.Select(FieldTerms.Term).ToList();
        var rows = Directory.EnumerateFiles(tree.Root, "subgroups-*.tsv").Order(StringComparer.Ordinal)
            .Select(file => (File: file, Prefix: Path.GetFileNameWithoutExtension(file)["subgroups-".Length..]))
            .Where(table => !PredictionRecord.IsLeftOut(tree, table.Prefix))
            .SelectMany(table => (ReportTable.Read(table.File)?.Rows ?? []).Where(row => terms.Contains(row["selection"])).Select(row => (string[])
            [
                table.Prefix, row["column"], row["group"], row["selection"], $"{row["participants_1"]} + {row["participants_0"]}",
                CardFigures.Text(Figures.Of(row, "auc")), CardFigures.Text(Figures.Of(row, "balanced_accuracy")),
            ])).ToList();
        if (rows.Count == 0)
        {
            text.Append("Not known: no held-out people with age, sex or site were predicted.\n\n");
            return;
        }

        Table(text, ["held-out set", "column", "group", "best epoch by", "people of class 1 + 0", "AUC", "balanced accuracy"], rows);
    }

    private static void Making(StringBuilder text, ExportPlan plan, string version)
    {
        var spec = plan.Study.Spec;
        text.Append(CultureInfo.InvariantCulture, $"""
            ## How it was made

            slice-actors {version}, seed {spec.Optimisation.Seed}: {plan.Study.Plan.Folds.Count(fold => !fold.Fold.IsVariation)} folds, {spec.Optimisation.Epochs} epochs, batches of {spec.Optimisation.BatchSize}, learning rate {spec.Optimisation.LearningRate}.
            The results that this was taken from hold all options, versions, tables and `report.html`.

            """);
    }

    private static void Table(StringBuilder text, IReadOnlyList<string> head, IEnumerable<string[]> rows)
    {
        text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", head)} |\n|{string.Concat(head.Select(_ => " --- |"))}\n");
        foreach (var row in rows)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |\n");
        }

        text.Append('\n');
    }

    private static string Short(string cell) => Figures.Value(cell).ToString("0.0", CultureInfo.InvariantCulture);
}
