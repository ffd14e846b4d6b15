using Akka.Actor;
using SliceActors.Actors.Hosting;
using SliceActors.Actors.Places;
using SliceActors.Actors.Results;
using SliceActors.Actors.Runs;
using SliceActors.Actors.Tests.Support;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Folders;
using SliceActors.Testing;
using SliceActors.Testing.Clusters;
using static SliceActors.Actors.Messages.FoldMessages;
using static SliceActors.Runs.Messages.ResultMessages;

namespace SliceActors.Actors.Tests.Runs;

public sealed class VoteAggregatorTests : ActorTest
{
    private readonly TemporaryFolder folder = new();
    private readonly RunPlan plan = TestStudy.Plan(slices: 3);
    private readonly IActorRef writer;

    public VoteAggregatorTests() => writer = Sys.ActorOf(ResultsWriterActor.Props("node", new ResultsWriter(JournalFile.WriteAsync), StudyPlaces.AsNamed));

    [Fact]
    public void The_order_in_which_units_finish_does_not_show_in_the_tables()
    {
        var forwards = Tables(Merge("forwards", [0, 1, 2]));
        var backwards = Tables(Merge("backwards", [2, 0, 1]));
        Assert.NotEmpty(forwards);
        Assert.Equal(forwards, backwards);
    }

    [Fact]
    public void Two_requests_at_once_do_not_write_over_each_other()
    {
        var all = Request("run", [0, 1, 2]);
        var aggregator = Start("run");
        for (var request = 0; request < 8; request++)
        {
            aggregator.Tell(all);
        }

        var summary = ExpectMsg<VoteDone>().Summary;
        var tables = Directory.EnumerateFiles(folder.File("run"), "*.tsv", SearchOption.AllDirectories).ToList();
        Assert.NotEmpty(tables);
        tables.ForEach(File.Delete);

        // What is merged already is answered, by the aggregator and by one that is started after it, without being written again.
        aggregator.Tell(all);
        Assert.Equal(summary.Fold, FishForMessage<VoteDone>(_ => true).Summary.Fold);
        Kill(aggregator);
        Start("run").Tell(all);
        FishForMessage<VoteDone>(_ => true);
        Assert.DoesNotContain(tables, File.Exists);
    }

    [Fact]
    public void Tables_of_networks_that_were_trained_again_since_are_not_taken_for_those_of_the_present()
    {
        var (aggregator, slow) = (Start("run"), CreateTestProbe());
        var (some, all) = (Request("run", [0, 2]), Request("run", [0, 1, 2]));
        aggregator.Tell(some with { Writer = slow });
        aggregator.Tell(all with { Writer = slow });
        foreach (var (asked, warning) in new[] { (some, "late"), (all, "in time") })
        {
            slow.ExpectMsg<WriteFold>();
            slow.Reply(new FoldWritten(new RunId("run"), new FoldSummary(TestStudy.Fold, [], [], [warning]), [.. asked.Completed.Select(OutcomeKey.Of)]));
        }

        Assert.Equal("in time", Assert.Single(ExpectMsg<VoteDone>().Summary.Warnings));
    }

    [Fact]
    public void A_unit_that_failed_is_left_out_and_named()
    {
        Start("run").Tell(Request("run", [0, 2]));
        Assert.Equal([new SliceIndex(11)], ExpectMsg<VoteDone>().Summary.MissingSlices.AsEnumerable());
    }

    [Theory]
    [InlineData(true, "is missing")]
    [InlineData(false, "is not the file that was written")]
    public void Predictions_that_are_not_those_that_were_written_are_named(bool deleted, string expected)
    {
        var request = Request("run", [0, 1, 2]);
        var path = new ResultTree(folder.File("run")).Predictions(TestStudy.Unit(1));
        if (deleted)
        {
            File.Delete(path);
        }
        else
        {
            File.WriteAllText(path, "something else");
        }

        Start("run").Tell(request);
        var broken = ExpectMsg<VoteBroken>();
        Assert.Equal(TroubleKind.Storage, broken.Trouble.Cause);
        Assert.Contains($"{path} {expected}", broken.Trouble.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Tables_that_cannot_be_written_are_reported_as_trouble_with_storage()
    {
        var request = Request("run", [0, 1, 2]);
        File.WriteAllText(Path.Combine(folder.File("run"), "fold-0", "cnn_classification"), "not a folder");
        Start("run").Tell(request);
        var broken = ExpectMsg<VoteBroken>();
        Assert.Equal(TroubleKind.Storage, broken.Trouble.Cause);
        Assert.Contains("fold 0", broken.Trouble.Reason, StringComparison.Ordinal);
        Assert.Contains(folder.File("run"), broken.Trouble.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_fold_of_an_autoencoder_merges_to_an_empty_result_without_tables()
    {
        var unit = new UnitId(TestStudy.Fold, null);
        Start(Submission("run", NetworkType.Autoencoder)).Tell(new MergeVote([TestStudy.Autoencoded(unit)], writer));

        var summary = ExpectMsg<VoteDone>().Summary;
        Assert.Equal(TestStudy.Fold, summary.Fold);
        Assert.True(summary.Results.IsEmpty && summary.Warnings.IsEmpty && summary.MissingSlices.IsEmpty);
        Assert.Empty(Tables(folder.File("run")));
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        folder.Dispose();
    }

    private string Merge(string name, int[] order)
    {
        Start(name).Tell(Request(name, order));
        ExpectMsg<VoteDone>();
        return folder.File(name);
    }

    private IActorRef Start(string name) => Start(Submission(name));

    private IActorRef Start(RunCommands.SubmitRun submission)
    {
        using (var output = OutputFolder.Take(new ResultTree(submission.OutputDirectory)))
        {
            output.Describe(submission, "1.2.3");
        }

        return Sys.ActorOf(VoteAggregatorActor.Props(RunEvents.RunSubmitted.Of(submission), TestStudy.Fold));
    }

    private RunCommands.SubmitRun Submission(string name, NetworkType networkType = NetworkType.Multicnn) =>
        new(new RunId(name), TestStudy.Spec(networkType), plan, [.. Enumerable.Range(0, 6).Select(TestStudy.Digest)], folder.File(name));

    private MergeVote Request(string name, int[] order) =>
        new([.. order.Select(network => PredictionFiles.Write(new ResultTree(folder.File(name)), TestStudy.Predictions(TestStudy.Unit(network))))], writer);

    private static List<string> Tables(string root) =>
        [.. Directory.EnumerateFiles(root, "*.tsv", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{Path.GetRelativePath(root, file)}\n{File.ReadAllText(file)}")];
}
