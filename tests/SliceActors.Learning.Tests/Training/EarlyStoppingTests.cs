using SliceActors.Learning.Progress;

namespace SliceActors.Learning.Tests.Training;

public sealed class EarlyStoppingTests
{
    [Theory]
    [InlineData(new[] { 1, .9, .95, .96, .97 }, 2, 0.0, 4)]
    [InlineData(new[] { 1, .99, .98, .97 }, 2, 0.05, 3)]
    [InlineData(new[] { 1, double.NaN, 1, 1 }, 3, 0.0, 2)]
    [InlineData(new[] { 1.0, 1, 1 }, 1, 0.0, 2)]
    [InlineData(new[] { 1, .9, .8, .7 }, 1, 0.0, 4)]
    public void The_number_of_epochs_is_the_one_ClinicaDL_trains(double[] losses, int patience, double tolerance, int expected) =>
        Assert.Equal(expected, EpochsTrained(losses, patience, tolerance));

    [Fact]
    public void A_NaN_stops_in_the_first_epoch_too() => Assert.Equal(1, EpochsTrained([double.NaN, 1, 1, 1], 2, 0));

    [Fact]
    public void Patience_0_never_stops_not_even_at_NaN() => Assert.Equal(5, EpochsTrained([1, 2, double.NaN, 3, 4], 0, 0));

    [Fact]
    public void The_reference_moves_only_beyond_the_tolerance()
    {
        var state = EarlyStopping.Start.After(1, 5, 0.1).After(0.95, 5, 0.1);

        Assert.Equal(new EarlyStopping(1, 1, false), state);
        Assert.Equal(new EarlyStopping(0.89, 0, false), state.After(0.89, 5, 0.1));
    }

    private static int EpochsTrained(double[] losses, int patience, double tolerance)
    {
        var state = EarlyStopping.Start;
        for (var epoch = 0; epoch < losses.Length; epoch++)
        {
            state = state.After(losses[epoch], patience, tolerance);
            if (state.ShouldStop)
            {
                return epoch + 1;
            }
        }

        return losses.Length;
    }
}
