using SliceActors.Runs.Errors;

namespace SliceActors.Runs.Tests.Errors;

public sealed class ClosestTests
{
    [Theory]
    [InlineData("trian", "train")]
    [InlineData("TRAIN", "train")]
    [InlineData("trai", "train")]
    [InlineData("prdict", "predict")]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    public void A_third_of_the_letters_may_differ(string word, string? meant) => Assert.Equal(meant, Closest.To(word, ["train", "check", "predict"]));

    [Fact]
    public void Nothing_is_offered_where_nothing_is_known() => Assert.Equal(string.Empty, Closest.Question("train", []));
}
