using SliceActors.Runs.Errors;

namespace SliceActors.Runs.Tests.Errors;

public sealed class ReasonsTests
{
    [Fact]
    public void A_reason_that_is_short_stays_as_it_is() => Assert.Equal("The disk is full.", Reasons.Cut("The disk is full."));

    [Fact]
    public void Of_a_long_reason_the_beginning_is_kept_and_it_is_said_how_much_is_missing() =>
        Assert.Equal($"{new string('x', 100)} … (900 more characters)", Reasons.Cut(new string('x', 1000), 100));

    [Fact]
    public void No_character_is_cut_in_two() => Assert.Equal("x … (4 more characters)", Reasons.Cut("x🧠🧠", 2));
}
