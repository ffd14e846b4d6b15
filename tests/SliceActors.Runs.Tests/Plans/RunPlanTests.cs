using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Runs.Tests.Plans;

public class RunPlanTests
{
    private static readonly RunPlan Plan = new([], new SliceRange(new SliceIndex(20), 3), [Fold(2), Fold(0)]);

    [Fact]
    public void A_multicnn_has_one_unit_per_fold_and_slice()
    {
        var units = Plan.Units(NetworkType.Multicnn);

        Assert.Equal(
            ["fold-2/cnn-0", "fold-2/cnn-1", "fold-2/cnn-2", "fold-0/cnn-0", "fold-0/cnn-1", "fold-0/cnn-2"],
            units.Select(unit => unit.Id.ToString()));
        Assert.Equal([20, 21, 22, 20, 21, 22], units.Select(unit => unit.Slices.First.Value));
        Assert.All(units, unit => Assert.Equal(1, unit.Slices.Count));
    }

    [Theory]
    [InlineData(NetworkType.Cnn)]
    [InlineData(NetworkType.Autoencoder)]
    public void Other_networks_have_one_unit_per_fold_that_sees_all_slices(NetworkType networkType) =>
        Assert.Equal<TrainingUnit>(
            [new TrainingUnit(new UnitId(new FoldIndex(2), null), Plan.Slices), new TrainingUnit(new UnitId(new FoldIndex(0), null), Plan.Slices)],
            Plan.Units(networkType));

    [Fact]
    public void The_units_of_a_fold_are_those_of_the_plan() =>
        Assert.Equal(Plan.Units(NetworkType.Multicnn).Where(unit => unit.Id.Fold == new FoldIndex(0)), Plan.UnitsOf(new FoldIndex(0), NetworkType.Multicnn));

    [Fact]
    public void A_fold_is_found_by_its_index()
    {
        Assert.Equal(new FoldIndex(0), Plan.FoldOf(new FoldIndex(0)).Fold);
        Assert.Throws<KeyNotFoundException>(() => Plan.FoldOf(new FoldIndex(1)));
    }

    [Fact]
    public void A_fold_knows_its_two_sets()
    {
        Assert.Equal<PlannedSession>([new PlannedSession(0, 1)], Fold(0).Set(DataSubset.Train));
        Assert.Equal<PlannedSession>([new PlannedSession(1, 0)], Fold(0).Set(DataSubset.Validation));
    }

    private static FoldPlan Fold(int fold) => new(new FoldIndex(fold), [new PlannedSession(0, 1)], [new PlannedSession(1, 0)], []);
}
