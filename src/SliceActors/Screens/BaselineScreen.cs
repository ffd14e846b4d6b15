using System.Collections.Immutable;
using SliceActors.Scoring.Baselines;
using SliceActors.Studies.Baselines;
using Spectre.Console;

namespace SliceActors.Screens;

/// <summary>Shows what simple models make of a study. Fits 80 columns.</summary>
internal static class BaselineScreen
{
    public static void Show(BaselineStudy study, ImmutableArray<BaselineFigures> baselines, IAnsiConsole console)
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
        var folds = study.Plan.Folds.Length;
        console.WriteLine($"Mean of {Count.Of(folds, "fold")}, {means[0].Positives} + {means[0].Negatives} people; nothing was chosen by them.");
        foreach (var row in means.Where(row => row.Missing is not null))
        {
            console.WriteLine($"No {Name(row.Kind)}: {row.Missing}.");
        }

        console.WriteLine($"A network is worth its trouble where it is better than these. Written: {study.Tree.Baselines}");
    }

    private static string Name(BaselineKind kind) => kind switch
    {
        BaselineKind.Majority => "the more frequent class",
        BaselineKind.Covariates => "age, sex, site",
        BaselineKind.Voxels => "ridge on coarse voxels",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
