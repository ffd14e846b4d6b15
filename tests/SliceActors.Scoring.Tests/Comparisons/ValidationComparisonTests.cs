using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Comparisons;
using SliceActors.Scoring.Estimates;
using SliceActors.Scoring.Tests.Estimates;
using SliceActors.Testing;

namespace SliceActors.Scoring.Tests.Comparisons;

public class ValidationComparisonTests
{
    private static readonly MadeUpFold Vector = MadeUpFold.Vector();

    /// <summary>Another training on the same people: its networks answer with the slices of the first turned round.</summary>
    private static readonly MadeUpFold Other = Vector with { Probabilities = [.. Vector.Probabilities.Select(slice => slice.Select(epoch => epoch.Reverse().ToArray()).ToArray())] };

    /// <summary>The thresholds 0 and 0.9 give 7/12 and 5/12 (two independent implementations).</summary>
    [Fact]
    public void A_fold_has_the_difference_of_its_pairs_with_DeLongs_variance()
    {
        var comparison = Compare(Result("a", Fold(Vector, 0)), Result("b", Fold(Vector, 0, threshold: 0.9)));

        var difference = Assert.Single(comparison.Differences);
        Assert.Equal((1, 3, 4), (comparison.Folds, comparison.Positives, comparison.Negatives));
        Assert.Equal((7 / 12.0, 5 / 12.0), (difference.First, difference.Second));
        Assert.Equal(2 / 12.0, difference.Value.Value, 1e-12);

        var (first, second) = (Matrix(0), Matrix(0.9));
        double[,] entries = new double[3, 4];
        for (var row = 0; row < 3; row++)
        {
            for (var column = 0; column < 4; column++)
            {
                entries[row, column] = first.At(row, column)!.Value - second.At(row, column)!.Value;
            }
        }

        double[] rows = [.. Enumerable.Range(0, 3).Select(row => Enumerable.Range(0, 4).Average(column => entries[row, column]))];
        double[] columns = [.. Enumerable.Range(0, 4).Select(column => Enumerable.Range(0, 3).Average(row => entries[row, column]))];
        Assert.Equal((Spread(rows) / 3) + (Spread(columns) / 4), difference.StandardError * difference.StandardError, 1e-12);
    }

    [Fact]
    public void The_variance_of_the_mean_over_folds_is_doubled_and_the_folds_have_a_test_of_their_own()
    {
        var single = Compare(Result("a", Fold(Vector, 0)), Result("b", Fold(Other, 0)));
        var comparison = Compare(
            Result("a", Fold(Vector, 0), Fold(Vector, 1), Fold(Other, 2)), Result("b", Fold(Other, 0), Fold(Other, 1), Fold(Vector, 2)));

        Assert.Equal((3, 9, 12), (comparison.Folds, comparison.Positives, comparison.Negatives));
        Assert.Equal(
            [(ComparedFigure.Auc, ComparisonMethod.DeLong), (ComparedFigure.Auc, ComparisonMethod.NadeauBengio), (ComparedFigure.BalancedAccuracy, ComparisonMethod.NadeauBengio)],
            comparison.Differences.Select(difference => (difference.Figure, difference.Method)));
        var one = single.Differences[0];
        Assert.Equal(one.Value.Value / 3, comparison.Differences[0].Value.Value, 1e-12);
        Assert.Equal(Math.Sqrt(2 / 3.0) * one.StandardError, comparison.Differences[0].StandardError, 1e-12);

        // Differences d, d and −d: s² is 4/3·d²; as many people are validated as learned from.
        Assert.Equal(Math.Sqrt(((1 / 3.0) + 1) * 4 / 3) * Math.Abs(one.Value.Value), comparison.Differences[1].StandardError, 1e-12);
    }

    /// <summary>Labels in another order are another order of the same sessions.</summary>
    [Fact]
    public void The_order_of_a_table_does_not_matter()
    {
        int[] order = [6, 2, 0, 5, 4, 1, 3];
        var turned = new MadeUpFold(
            Vector.NetworkType,
            [.. order],
            [.. order.Select(i => Vector.Labels[i])],
            [.. Vector.Probabilities.Select(slice => slice.Select(epoch => order.Select(i => epoch[i]).ToArray()).ToArray())]);

        Same.Content(
            Compare(Result("a", Fold(Vector, 0)), Result("b", Fold(Other, 0))),
            Compare(Result("a", Fold(turned, 0, sessions: order)), Result("b", Fold(Other, 0))));
    }

    [Fact]
    public void Folds_of_other_people_are_left_out_with_a_reason()
    {
        var others = Vector with { Participants = [0, 1, 2, 3, 4, 5, 7] };

        var comparison = Compare(
            Result("a", Fold(Vector, 0), Fold(Vector, 1), Fold(Vector, 2), Fold(Vector, 4)), Result("b", Fold(Other, 0), Fold(others, 1), Fold(Other, 3), Fold(Other, 4, keep: false)));

        Assert.Equal(1, comparison.Folds);
        Assert.Equal(
            [
                "Fold 1 is left out: of 7 and 7 validation sessions, 6 are the same.",
                "Fold 2 is left out: only a has it.",
                "Fold 4 is left out: predictions of each epoch are not kept.",
                "Fold 3 is left out: only b has it.",
            ],
            comparison.Notes.AsEnumerable());
    }

    [Fact]
    public void Without_a_fold_that_can_be_compared_there_is_a_finding_that_says_why()
    {
        var findings = new List<Finding>();

        Assert.Null(ValidationComparison.Of(Result("a", Fold(Vector, 0)), Result("b", Fold(Other, 1)), findings));

        Assert.Equal("no fold that can be compared with one of /a (Fold 0 is left out: only a has it. Fold 1 is left out: only b has it.)", Assert.Single(findings).Found);
    }

    [Fact]
    public void Other_classes_are_refused_with_every_session_that_differs()
    {
        var findings = new List<Finding>();

        Assert.Null(ValidationComparison.Of(Result("a", Fold(Vector, 0)), Result("b", Fold(Vector with { Labels = [1, 1, 0, 1, 0, 0, 0] }, 0)), findings));
        Assert.Equal(["sub-02 ses-M02 is of class 0", "sub-03 ses-M03 is of class 1"], findings.Select(finding => finding.Found));

        findings.Clear();
        Assert.Null(ValidationComparison.Of(Result("a", Fold(Vector, 0)), Result("b", Fold(Vector, 0)) with { Labels = ["MCI", "CN"] }, findings));
        Assert.Equal("labels MCI, CN", Assert.Single(findings).Found);
    }

    [Fact]
    public void What_the_figures_are_not_free_of_is_said() => Assert.Contains(
        "No figure is free of selection: early stopping looked at the validation set (--patience).",
        Compare(Result("a", Fold(Vector, 0)), Result("b", Fold(Other, 0)) with { Caveats = EstimateCaveats.EarlyStopping }).Notes);

    private static Comparison Compare(ValidationResult first, ValidationResult second)
    {
        var findings = new List<Finding>();
        var comparison = ValidationComparison.Of(first, second, findings);
        Assert.Empty(findings);
        return comparison!;
    }

    private static ValidationResult Result(string name, params ValidationFold[] folds) => new(name, $"/{name}", ["AD", "CN"], [.. folds], EstimateCaveats.None);

    private static ValidationFold Fold(MadeUpFold made, int fold, double threshold = 0, int[]? sessions = null, bool keep = true)
    {
        var spec = TestStudy.Spec(made.NetworkType) with { Vote = new VoteSpec { SelectionThreshold = threshold } };
        var plan = made.Plan;
        plan = plan with
        {
            Images = [.. plan.Images.Select((image, i) => sessions is null ? image : new PlannedImage(image.ParticipantId, $"ses-M{sessions[i]:00}", image.Path))],
            Folds = [plan.Folds[0] with { Fold = new FoldIndex(fold) }],
        };
        var outcomes = made.Outcomes().Select(outcome => outcome with
        {
            Unit = new UnitId(new FoldIndex(fold), outcome.Unit.Network),
            ValidationByEpoch = keep ? outcome.ValidationByEpoch : null,
        });
        return ValidationFold.Of(plan, spec, plan.Folds[0], Selection.BestBalancedAccuracy, [.. outcomes]);
    }

    private static PairMatrix Matrix(double threshold) => LeavePairOut.Judge(Vector.Answers, new VoteSpec { SelectionThreshold = threshold }, Selection.BestBalancedAccuracy).Matrix;

    private static double Spread(double[] values) => values.Sum(value => Math.Pow(value - values.Average(), 2)) / (values.Length - 1);
}
