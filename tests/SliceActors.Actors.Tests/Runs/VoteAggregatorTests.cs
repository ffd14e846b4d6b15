using Akka.Actor;
using SliceActors.Actors.Runs;
using SliceActors.Actors.Tests.Support;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Testing;
using static SliceActors.Actors.Messages.FoldMessages;

namespace SliceActors.Actors.Tests.Runs;

public sealed class VoteAggregatorTests : ActorTest
{
    private readonly TemporaryFolder folder = new();
    private readonly RunPlan plan = TestStudy.Plan(slices: 3);

    [Fact]
    public void The_order_in_which_units_finish_does_not_show_in_the_tables()
    {
        var forwards = Tables(Merge("forwards", [0, 1, 2]));
        var backwards = Tables(Merge("backwards", [2, 0, 1]));
        Assert.NotEmpty(forwards);
        Assert.Equal(forwards, backwards);
    }

    [Fact]
    public async Task Predictions_are_answered_only_after_they_are_stored()
    {
        var aggregator = Start("run");
        var gate = GatedJournal.CloseGate(Sys);
        aggregator.Tell(Record(0));
        await gate.Arrived.Task;
        Assert.False(HasMessages);
        gate.Opened.SetResult();
        ExpectMsg<PredictionsStored>();
    }

    [Fact]
    public void Predictions_that_are_known_are_answered_without_being_stored_again()
    {
        var aggregator = Start("run");
        aggregator.Tell(Record(0));
        ExpectMsg<PredictionsStored>();
        var gate = GatedJournal.CloseGate(Sys);
        aggregator.Tell(Record(0));
        ExpectMsg<PredictionsStored>();
        Assert.False(gate.Arrived.Task.IsCompleted);
    }

    [Fact]
    public void A_vote_is_merged_of_what_was_stored_before_a_crash()
    {
        var reference = Tables(Merge("reference", [0, 1, 2]));
        var before = Start("run");
        foreach (var network in new[] { 1, 2, 0 })
        {
            before.Tell(Record(network));
            ExpectMsg<PredictionsStored>();
        }

        Kill(before);
        Start("run").Tell(All());
        Assert.Equal(TestStudy.Fold, ExpectMsg<VoteDone>().Summary.Fold);
        Assert.Equal(reference, Tables(folder.File("run")));
    }

    [Fact]
    public void Two_requests_at_once_do_not_write_over_each_other()
    {
        var aggregator = Start("run");
        foreach (var network in new[] { 0, 1, 2 })
        {
            aggregator.Tell(Record(network));
            ExpectMsg<PredictionsStored>();
        }

        for (var request = 0; request < 8; request++)
        {
            aggregator.Tell(All());
        }

        var summary = ExpectMsg<VoteDone>().Summary;
        var tables = Directory.EnumerateFiles(folder.File("run"), "*", SearchOption.AllDirectories).ToList();
        Assert.NotEmpty(tables);
        tables.ForEach(File.Delete);

        // What is merged already is answered, by the aggregator and by one that is started after it, without being written again.
        aggregator.Tell(All());
        Assert.Equal(summary.Fold, FishForMessage<VoteDone>(_ => true).Summary.Fold);
        Kill(aggregator);
        Start("run").Tell(All());
        FishForMessage<VoteDone>(_ => true);
        Assert.DoesNotContain(tables, File.Exists);
    }

    [Fact]
    public void A_unit_that_failed_is_left_out_and_named()
    {
        var aggregator = Start("run");
        aggregator.Tell(Record(0));
        aggregator.Tell(Record(2));
        ReceiveN(2);
        aggregator.Tell(new MergeVote([TestStudy.Unit(0), TestStudy.Unit(2)]));
        Assert.Equal([new SliceIndex(11)], ExpectMsg<VoteDone>().Summary.MissingSlices.AsEnumerable());
    }

    [Fact]
    public void Tables_that_cannot_be_written_are_reported_as_trouble_with_storage()
    {
        File.WriteAllText(folder.File("run"), "not a folder");
        var aggregator = Start("run");
        foreach (var network in new[] { 0, 1, 2 })
        {
            aggregator.Tell(Record(network));
            ExpectMsg<PredictionsStored>();
        }

        aggregator.Tell(All());
        var broken = ExpectMsg<VoteBroken>();
        Assert.Equal(TroubleKind.Storage, broken.Cause);
        Assert.Contains("fold 0", broken.Reason, StringComparison.Ordinal);
        Assert.Contains(folder.File("run"), broken.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void The_fold_of_an_autoencoder_merges_to_an_empty_result_without_tables()
    {
        var unit = new UnitId(TestStudy.Fold, null);
        var submission = new RunEvents.RunSubmitted(new RunId("run"), TestStudy.Spec(NetworkType.Autoencoder), plan, [], folder.File("run"));
        var aggregator = Sys.ActorOf(VoteAggregatorActor.Props(submission, TestStudy.Fold, new ResultTables()));
        aggregator.Tell(new RecordPredictions(new UnitAttempt(new RunId("run"), unit, new Attempt(1)), TestStudy.Autoencoded(unit)));
        ExpectMsg<PredictionsStored>();

        aggregator.Tell(new MergeVote([unit]));

        var summary = ExpectMsg<VoteDone>().Summary;
        Assert.Equal(TestStudy.Fold, summary.Fold);
        Assert.True(summary.Results.IsEmpty && summary.Warnings.IsEmpty && summary.MissingSlices.IsEmpty);
        Assert.False(Directory.Exists(folder.File("run")));
    }

    protected override void AfterAll()
    {
        base.AfterAll();
        folder.Dispose();
    }

    private string Merge(string name, int[] order)
    {
        var aggregator = Start(name);
        foreach (var network in order)
        {
            aggregator.Tell(Record(network));
            ExpectMsg<PredictionsStored>();
        }

        aggregator.Tell(All());
        ExpectMsg<VoteDone>();
        return folder.File(name);
    }

    private IActorRef Start(string name)
    {
        var submission = new RunEvents.RunSubmitted(new RunId(name), TestStudy.Spec(), plan, [], folder.File(name));
        return Sys.ActorOf(VoteAggregatorActor.Props(submission, TestStudy.Fold, new ResultTables()));
    }

    private static RecordPredictions Record(int network) =>
        new(new UnitAttempt(new RunId("run"), TestStudy.Unit(network), new Attempt(1)), TestStudy.Outcome(TestStudy.Unit(network)));

    private static MergeVote All() => new([TestStudy.Unit(0), TestStudy.Unit(1), TestStudy.Unit(2)]);

    private static List<string> Tables(string root) =>
        [.. Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(file => $"{Path.GetRelativePath(root, file)}\n{File.ReadAllText(file)}")];
}
