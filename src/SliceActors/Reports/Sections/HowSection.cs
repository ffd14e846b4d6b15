using System.Text.Json;
using SliceActors.Reports.Parts;

namespace SliceActors.Reports.Sections;

/// <summary>How it was done, its limits, and where each item of the reporting guidelines stands.</summary>
internal static class HowSection
{
    private static readonly (string Item, string Anchor)[] Checklist =
    [
        ("Data sources, eligibility, exclusions (CLAIM: data; TRIPOD+AI: participants)", "people"),
        ("How sets were divided, at which level they are disjoint (CLAIM: data partitions)", "apart"),
        ("Model, initial weights, training, selection (CLAIM: model, training; TRIPOD+AI: analysis)", "how"),
        ("What was selected on what; performance with intervals (CLAIM: evaluation, results; TRIPOD+AI: model performance)", "claim"),
        ("Performance on held-out or external people (CLAIM: evaluation)", "held-out"),
        ("Discrimination and calibration (TRIPOD+AI: performance measures)", "held-out"),
        ("Comparison with simple models and chance (CLAIM: results)", "chance"),
        ("Sample size and what it can show (CLAIM: data; TRIPOD+AI: sample size)", "spread"),
        ("Fairness, subgroups (TRIPOD+AI: fairness)", "subgroups"),
        ("Failure analysis of wrong cases (CLAIM: results)", "failures"),
        ("Explanations and how they were checked (CLAIM: model)", "where"),
        ("Software, versions, machine, seeds, how to repeat it (CLAIM: training; TRIPOD+AI: open science)", "how"),
    ];

    public static void Write(HtmlPage page, ReportSource source)
    {
        page.Section("how", "How it was done");
        page.Table(
            "Options of the training",
            ["option", "value"],
            source.Options.EnumerateObject().Select(option => (string[])[HtmlPage.Text(option.Name), HtmlPage.Text(option.Value.ValueKind == JsonValueKind.Null ? "–" : source.Option(option.Name))]));
        if (File.Exists(source.Tree.Environment))
        {
            page.Heading("Versions and machine");
            page.Verbatim(File.ReadAllText(source.Tree.Environment).TrimEnd());
        }

        page.Paragraph("The same options, images and lists give the same tables to the byte on a machine of the same kind. slice-actors logs RESULTS says when each network trained and for how long.");
        page.Heading("Limits");
        page.Paragraph("The figures describe the networks of one fold on people like those of the study. They say nothing of other scanners, ages or diagnoses, nor of a single person. Families, and a site that goes with the class, are not cured by any of them.");

        page.Section("checklist", "Where the items of reporting guidelines stand");
        var places = page.Sections.ToDictionary(section => section.Id, section => section.Title, StringComparer.Ordinal);
        page.Table(
            "Items in short words; see CLAIM 2024 and TRIPOD+AI for their text",
            ["item", "place"],
            Checklist.Select(entry => (string[])
            [
                HtmlPage.Text(entry.Item),
                places.TryGetValue(entry.Anchor, out var title) ? $"<a href=\"#{entry.Anchor}\">{HtmlPage.Text(title)}</a>" : "of a study that classifies",
            ]));
    }
}
