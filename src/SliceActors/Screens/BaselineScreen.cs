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
        console.WriteLine(ClaimTable.People(means[0].Positives, means[0].Negatives, means[0].Folds.Length));
        foreach (var missing in baselines.Where(row => row.Missing is not null && (row.Fold is null || !means.Single(mean => mean.Kind == row.Kind).Folds.IsEmpty)))
        {
            console.WriteLine($"No {Name(missing.Kind)}{(missing.Fold is { } fold ? $" in fold {fold}" : string.Empty)}: {missing.Missing}.");
        }

        console.WriteLine("Nothing was chosen by these people: compare with leave-pair-out of the networks,");
        console.WriteLine($"which slice-actors status shows. All figures: {study.Tree.Baselines}");
    }

    private static string Name(BaselineKind kind) => kind switch
    {
        BaselineKind.Majority => "the more frequent class",
        BaselineKind.Covariates => "age, sex, site",
        BaselineKind.Voxels => "ridge on coarse voxels",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };
}
