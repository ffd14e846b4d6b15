using SliceActors.Cohorts.TsvTool;

namespace SliceActors.Cohorts.Tests.TsvTool;

public class FoldDealerTests
{
    // scikit-learn 1.2.1, StratifiedKFold(n, shuffle=True, random_state=2).
    [Theory]
    [InlineData("aaaaaaaaaa", 5, "2 0 2 0 3 1 1 3 4 4")]
    [InlineData("aaaaaaaaaaaaa", 5, "1 0 3 1 1 0 3 2 4 0 2 4 2")]
    [InlineData("aaaaaaa", 2, "1 0 0 0 1 1 0")]
    [InlineData("baabacbbacbabacab", 3, "1 2 2 0 1 1 1 0 1 0 2 0 2 1 2 0 0")]
    [InlineData("baabacbbacbabacab", 4, "2 3 3 0 2 2 1 1 1 0 3 0 2 1 3 0 0")]
    public void Participants_are_dealt_as_scikit_learn_deals_them(string strata, int folds, string expected) =>
        Assert.Equal(expected, string.Join(' ', FoldDealer.Deal([.. strata.Select(letter => $"{letter}")], folds)));

    [Fact]
    public void The_generator_goes_on_beyond_its_first_624_numbers()
    {
        var dealt = FoldDealer.Deal([.. Enumerable.Repeat("a", 700)], 7);
        Assert.Equal(749435, dealt.Select((fold, participant) => fold * (participant + 1)).Sum());
        Assert.All(dealt.GroupBy(fold => fold), fold => Assert.Equal(100, fold.Count()));
    }
}
