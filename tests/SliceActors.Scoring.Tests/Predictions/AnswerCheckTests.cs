using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Scoring.Folds;
using SliceActors.Scoring.Predictions;

namespace SliceActors.Scoring.Tests.Predictions;

public class AnswerCheckTests
{
    private static readonly SliceRange Slices = new(new SliceIndex(40), 2);

    [Fact]
    public void An_answer_that_is_no_number_is_refused_by_network_and_image()
    {
        var finding = Check(0.1f, 0.2f, 0.3f, float.NaN, float.PositiveInfinity, 0.5f)!;

        Assert.Equal("model_best.pth.tar", finding.Where);
        Assert.Equal("its answer to slice 41 of sub-b ses-M00 is not a number (2 of 6 answers are not)", finding.Found);
    }

    [Fact]
    public void Numbers_are_in_order() => Assert.Null(Check(0, 0.2f, 0.3f, 1, 0.4f, 0.5f));

    private static Finding? Check(params float[] proba1) => AnswerCheck.Of(
        "model_best.pth.tar",
        Slices,
        [.. new[] { "sub-a", "sub-b", "sub-c" }.Select(participant => new ScoredSession(participant, "ses-M00", null))],
        new SetPredictions([.. proba1.Select(value => 1 - value)], [.. proba1], [.. proba1.Select(_ => (byte)0)], 0));
}
