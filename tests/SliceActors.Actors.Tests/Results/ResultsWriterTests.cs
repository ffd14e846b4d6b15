using SliceActors.Actors.Hosting;
using SliceActors.Actors.Places;
using SliceActors.Actors.Results;
using SliceActors.Actors.Tests.Support;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Testing;
using static SliceActors.Runs.Messages.ResultMessages;

namespace SliceActors.Actors.Tests.Results;

public sealed class ResultsWriterTests : ActorTest
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Each_of_two_summaries_that_are_asked_for_at_once_is_answered_for_its_own_folds()
    {
        var writer = Sys.ActorOf(ResultsWriterActor.Props("node", new ResultsWriter(JournalFile.WriteAsync), StudyPlaces.AsNamed));
        FoldSummary[] folds = [new(new FoldIndex(0), [], [], []), new(new FoldIndex(0), [], [], ["Network 2 is missing."])];
        foreach (var fold in folds)
        {
            writer.Tell(new WriteSummary(new RunId("run"), folder.Path, [fold]), TestActor);
        }

        Assert.Equal(
            folds.Select(fold => FoldSummary.Digest([fold])).Order(StringComparer.Ordinal),
            folds.Select(_ => ExpectMsg<SummaryWritten>().Folds).Order(StringComparer.Ordinal));
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        folder.Dispose();
    }
}
