using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Baselines;
using SliceActors.Scoring.Comparisons;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Tests.Baselines;

public sealed class BaselineFitsTests
{
    private const int People = 40;

    [Fact]
    public void Each_fold_learns_from_its_training_people_only()
    {
        // Who is in validation has the wrong label: whoever learned from them would know it.
        var kernel = LinearKernel.Of([.. Enumerable.Range(0, People).Select(i => new[] { i % 2 == 0 ? 1f : 0f, i / (float)People })]);
        var plan = Plan(fold => image => (image % 2 == 0) == (image / (People / 2) != fold) ? 1 : 0);

        var voxels = BaselineFits.Of(plan, kernel, null, "none").Figures.Where(row => row.Kind == BaselineKind.Voxels).ToList();

        Assert.All(voxels, row => Assert.True(row.Figures.Auc.Value < 0.1));
        Assert.Equal([null, new FoldIndex(0), new FoldIndex(1)], voxels.Select(row => row.Fold));
        Assert.Equal((People / 2, People / 2), (voxels[0].Positives, voxels[0].Negatives));
    }

    [Fact]
    public void Without_covariates_their_rows_have_no_figures_but_a_reason()
    {
        var kernel = LinearKernel.Of([.. Enumerable.Repeat(new[] { 1f }, People)]);

        var rows = BaselineFits.Of(Plan(_ => image => image % 2), kernel, null, "no columns").Figures.ToList();

        Assert.All(rows.Where(row => row.Kind == BaselineKind.Covariates), row => Assert.Equal(("no columns", true), (row.Missing, double.IsNaN(row.Figures.Auc.Value))));
        Assert.All(rows.Where(row => row.Kind == BaselineKind.Voxels), row => Assert.Equal("the training images do not differ", row.Missing));
        Assert.All(rows.Where(row => row.Kind == BaselineKind.Majority), row => Assert.Equal((0.5, 0.5), (row.Figures.Auc.Value, row.Figures.BalancedAccuracy.Value)));
    }

    [Fact]
    public void A_site_that_the_training_set_does_not_have_says_nothing()
    {
        var kernel = LinearKernel.Of([.. Enumerable.Repeat(new[] { 1f }, People)]);
        string[] sites = [.. Enumerable.Range(0, People).Select(i => i == 0 ? "C" : i % 2 == 0 ? "A" : "B")];

        var rows = BaselineFits.Of(Plan(_ => image => image % 2), kernel, new ImageCovariates(null, null, sites), string.Empty).Figures;

        Assert.All(rows.Where(row => row.Kind == BaselineKind.Covariates), row => Assert.InRange(row.Figures.Auc.Value, 0.9, 1));
    }

    [Fact]
    public void Networks_are_compared_with_what_the_models_say_of_the_same_people()
    {
        var kernel = LinearKernel.Of([.. Enumerable.Range(0, People).Select(i => new[] { i % 2 == 0 ? 1f : 0f, i % 7 })]);
        var plan = Plan(_ => image => image % 3 == 0 ? 1 : image % 2);
        var fitted = BaselineFits.Of(plan, kernel, null, "none");
        var right = new ValidationResult(
            "networks", "here", ["AD", "CN"], [.. fitted.Folds[1].Folds.Select(fold => ValidationFold.OfScores(fold.Fold, fold.TrainPeople, fold.Sessions, [.. fold.Sessions.Select(session => session.TrueLabel!.Value - 0.5)]))], EstimateCaveats.None);

        var comparison = Assert.Single(fitted.Against(right, Selection.BestLoss, [])).Comparison;

        var voxels = fitted.Figures.Single(row => row is { Kind: BaselineKind.Voxels, Fold: null }).Figures;
        Assert.Equal(("networks", "voxels", 2), (comparison.First, comparison.Second, comparison.Folds));
        Assert.Equal((1, voxels.Auc.Value), (comparison.Differences[0].First, comparison.Differences[0].Second));
        Assert.Equal(voxels.BalancedAccuracy.Value, comparison.Differences.Single(difference => difference.Figure == ComparedFigure.BalancedAccuracy).Second, 1e-12);
    }

    // Two folds: each half of the people is the validation set of one.
    private static RunPlan Plan(Func<int, Func<int, int>> label) => new(
        [.. Enumerable.Range(0, People).Select(i => new PlannedImage($"sub-{i}", "ses-M00", $"{i}.nii.gz"))],
        new SliceRange(new SliceIndex(0), 1),
        [
            .. Enumerable.Range(0, 2).Select(fold => new FoldPlan(
                new FoldIndex(fold),
                [.. Sessions(label(fold)).Where(session => session.Image / (People / 2) != fold)],
                [.. Sessions(label(fold)).Where(session => session.Image / (People / 2) == fold)],
                [])),
        ]);

    private static IEnumerable<PlannedSession> Sessions(Func<int, int> label) => Enumerable.Range(0, People).Select(image => new PlannedSession(image, label(image)));
}
