using SliceActors.Runs.Ids;
using SliceActors.Runs.Tests.Support;

namespace SliceActors.Runs.Tests.Ids;

public class IdTests
{
    private static readonly UnitId Single = new(new FoldIndex(0), null);

    [Fact]
    public void Units_are_ordered_by_fold_then_by_network_as_numbers()
    {
        UnitId[] mixed = [Study.Unit(10), Study.Unit(0, fold: 10), Study.Unit(2), Study.Unit(0, fold: 2), Single, Study.Unit(0)];

        Assert.Equal([Single, Study.Unit(0), Study.Unit(2), Study.Unit(10), Study.Unit(0, fold: 2), Study.Unit(0, fold: 10)], mixed.Order());
    }

    [Fact]
    public void A_unit_is_written_like_its_folder()
    {
        Assert.Equal("fold-4", new UnitId(new FoldIndex(4), null).ToString());
        Assert.Equal("fold-4/cnn-12", Study.Unit(12, fold: 4).ToString());
    }

    [Fact]
    public void Attempts_count_from_one()
    {
        Assert.Equal(new Attempt(1), Attempt.None.Next());
        Assert.True(new Attempt(10).CompareTo(new Attempt(9)) > 0);
        Assert.Equal("10", new Attempt(10).ToString());
    }

    [Fact]
    public void A_run_is_named_by_its_study_and_its_folder()
    {
        Assert.Equal(new RunId("36e72c5380dcf2fe"), RunId.For("0123456789abcdef", "/data/results"));
        Assert.NotEqual(RunId.For("0123456789abcdef", "/data/results"), RunId.For("0123456789abcdef", "/data/results2"));
        Assert.NotEqual(RunId.For("0123456789abcdef", "/data/results"), RunId.For("fedcba9876543210", "/data/results"));
    }
}
