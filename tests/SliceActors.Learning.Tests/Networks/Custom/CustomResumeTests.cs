using SliceActors.Learning.Tests.Training;
using SliceActors.Runs.Errors;

namespace SliceActors.Learning.Tests.Networks.Custom;

[Collection(DefaultGeneratorGroup.Name)]
public sealed class CustomResumeTests : IDisposable
{
    private readonly TinyStudy study = new();

    public void Dispose() => study.Dispose();

    public static TheoryData<string> Kinds => ["small_vgg", "two_views", "script"];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void A_custom_network_that_is_interrupted_after_any_epoch_ends_with_the_same_bytes(string kind)
    {
        study.Network = kind == "script" ? CustomFiles.Script() : CustomFiles.Plugin(kind, dropout: 0.4);
        var undisturbed = UnitResult.Of(study, "whole");

        for (var last = 0; last < study.Optimisation.Epochs - 1; last++)
        {
            var journal = new TestJournal { AfterEpoch = report => Stop(report.Epoch == last) };
            Assert.Throws<OperationCanceledException>(() => study.Train(study.Job($"after-{last}"), journal));
            journal.AfterEpoch = null;
            var job = study.Job($"after-{last}", journal);
            Assert.Equal(undisturbed, UnitResult.Of(job, study.Train(job, journal)));
        }
    }

    [Fact]
    public void A_network_whose_file_changed_is_not_trained()
    {
        study.Network = CustomFiles.Script() with { CodeDigest = new string('0', 64) };

        Assert.Contains(
            "has changed since the run began",
            Assert.Throws<BadInputException>(() => study.Train(study.Job("a"), new TestJournal())).Message,
            StringComparison.Ordinal);
        Assert.False(Directory.Exists(study.Job("a").Tree.Root));
    }

    private static void Stop(bool now)
    {
        if (now)
        {
            throw new OperationCanceledException("stopped");
        }
    }
}
