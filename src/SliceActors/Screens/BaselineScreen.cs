using System.Collections.Immutable;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Baselines;
using SliceActors.Studies.Baselines;
using Spectre.Console;

namespace SliceActors.Screens;

/// <summary>Shows what simple models make of a study. Fits 80 columns.</summary>
internal static class BaselineScreen
{
    public static void Show(BaselineStudy study, ImmutableArray<BaselineFigures> baselines, BaselineDifferences differences, IAnsiConsole console)
    {
        ImmutableArray<BaselineFigures> means = [.. baselines.Where(row => row.Fold is null)];
        var table = new Table().Border(TableBorder.Rounded)
            .Title("Image level, validation set (BA = balanced accuracy, 95 % intervals)")
            .AddColumns("baseline")
            .AddColumn(new TableColumn("BA").RightAligned())
            .AddColumn(new TableColumn("AUC").RightAligned());
        foreach (var row in means)
        {
            table.AddRow(Name(row.Kind), ClaimTable.Text(row.Figures.BalancedAccuracy), ClaimTable.Text(row.Figures.Auc));
        }

        console.Write(table);
        console.WriteLine(ClaimTable.People(means[0].Positives, means[0].Negatives, means[0].Folds.Length));
        foreach (var missing in baselines.Where(row => row.Missing is not null && (row.Fold is null || !means.Single(mean => mean.Kind == row.Kind).Folds.IsEmpty)))
        {
            console.WriteLine($"No {Name(missing.Kind)}{(missing.Fold is { } fold ? $" in fold {fold}" : string.Empty)}: {missing.Missing}.");
        }

        console.WriteLine("Nothing was chosen by these people.");
        ShowDifferences(differences, console);
        console.WriteLine($"All figures: {study.Tree.Baselines}, {Path.GetFileName(study.Tree.BaselineDifferences)}");
    }

    private static void ShowDifferences(BaselineDifferences differences, IAnsiConsole console)
    {
        foreach (var reason in differences.Reasons)
        {
            console.WriteLine($"The networks are not compared with them: {reason}.");
        }

        if (differences.Differences.IsEmpty)
        {
            return;
        }

        var table = new Table().Border(TableBorder.Rounded).Title("Networks less simple models, on the same people")
            .AddColumns("best by", "networks less")
            .AddColumn(new TableColumn("AUC (95 %)").RightAligned())
            .AddColumn(new TableColumn("p").RightAligned());
        foreach (var (selection, kind, comparison) in differences.Differences)
        {
            var area = comparison.Differences[0];
            table.AddRow(selection == Selection.BestLoss ? "loss" : "BA", Name(kind), ComparisonScreen.Text(area), ComparisonScreen.P(area, area.HolmP));
        }

        console.Write(table);
        console.WriteLine("By leave-pair-out, DeLong's variance doubled for a mean of folds; p after Holm.");
        console.WriteLine("Above 0 the networks are ahead; 0 in the interval is no proof of being equal.");
        foreach (var note in differences.Differences.SelectMany(difference => difference.Comparison.Notes).Distinct())
        {
            console.WriteLine(note);
        }
    }

    private static string Name(BaselineKind kind) => kind switch
    {
        BaselineKind.Majority => "the more frequent class",
        BaselineKind.Covariates => "age, sex, site",
        BaselineKind.Voxels => "ridge on coarse voxels",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
