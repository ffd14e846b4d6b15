using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Queries;
using SliceActors.Runs.Specs;
using SliceActors.Testing;
using static SliceActors.Runs.Messages.NodeMessages;
using static SliceActors.Runs.Messages.TrainerMessages;

namespace SliceActors.Actors.Tests.Runs;

public sealed class AutoencoderRunTests : SupervisorTest
{
    [Fact]
    public void The_losses_of_the_best_epoch_of_each_finished_fold_are_seen_also_after_a_restart()
    {
        Submission = TestStudy.Submission(slices: 2, folds: 2, networkType: NetworkType.Autoencoder);
        var supervisor = StartSubmitted();
        var unit = StartNode(supervisor, 1).ExpectMsg<TrainUnit>().Unit;
        Assert.Equal(new UnitId(new FoldIndex(0), null), unit.Unit);
        for (var epoch = 0; epoch < 3; epoch++)
        {
            supervisor.Tell(new EpochFinished(unit, new EpochReport(epoch, 0.5 + epoch, double.NaN, 0.625, double.NaN, new FileDigest(1, TestStudy.Digest(epoch)))), TestActor);
            ExpectMsg<EpochRecorded>();
        }

        Assert.Empty(View(supervisor).Reconstructions);
        supervisor.Tell(new UnitFinished(unit, TestStudy.Autoencoded(unit.Unit)), TestActor);
        Assert.Equal(unit, ExpectMsg<UnitSettled>().Unit);

        var expected = new FoldReconstruction(new FoldIndex(0), 1, 3, 1.5, 0.625);
        Assert.Equal(expected, Assert.Single(View(supervisor).Reconstructions));
        Kill(supervisor);
        var restarted = Start();
        Assert.Equal(expected, Assert.Single(View(restarted).Reconstructions));
    }
}
