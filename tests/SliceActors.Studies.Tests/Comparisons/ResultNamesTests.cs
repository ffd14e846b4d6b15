using SliceActors.Studies.Comparisons;

namespace SliceActors.Studies.Tests.Comparisons;

public class ResultNamesTests
{
    [Theory]
    [InlineData("/x/a /x/b", "a b")]
    [InlineData("/x/a/results /y/b/results", "x/a y/b")]
    [InlineData("/x/a/ensemble/best_loss/test.tsv /x/b/ensemble/best_loss/test.tsv", "a b")]
    [InlineData("/x/a/results /x/b/results /y/a/results", "x/a x/b y/a")]
    [InlineData("/x/results /x/results/second", "results results/second")]
    [InlineData("/x /y/", "x y")]
    public void A_result_is_called_by_what_its_path_has_of_its_own(string paths, string names) => Assert.Equal(names.Split(' '), ResultNames.Of(paths.Split(' ')));
}
