using SliceActors.Learning.Tests.Networks.Custom;
using SliceActors.Learning.Training;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Tests.Training;

public sealed class ResumeTests : IDisposable
{
    private const int Epochs = 4;
    private const int BatchesPerEpoch = 3;
    private static readonly Lazy<(UnitResult Result, int Reads)> Undisturbed = new(TrainUndisturbed);
    private readonly TinyStudy study = Study();

    public void Dispose() => study.Dispose();

    [Fact]
    public void A_unit_cancelled_at_any_moment_gives_the_same_bytes_when_resumed()
    {
        // Slices are read while training and while evaluating, so their count is a clock that passes through all of it.
        for (var moment = 0; moment < Undisturbed.Value.Reads; moment += 11)
        {
            var journal = new TestJournal();
            using var cancellation = new CancellationTokenSource();
            var clock = 0;
            Assert.ThrowsAny<OperationCanceledException>(() => study.Train(
                study.Job($"at-{moment}"),
                journal,
                (image, slice) =>
                {
                    if (clock++ == moment)
                    {
                        cancellation.Cancel();
                    }

                    return study.Read(image, slice);
                },
                cancellation.Token));

            var known = journal.Reports.Count;
            var before = journal.Batches;
            Assert.Equal(Undisturbed.Value.Result, Train($"at-{moment}", journal));
            Assert.Equal((Epochs - known) * BatchesPerEpoch, journal.Batches - before);
        }
    }

    [Fact]
    public void Cancellation_is_seen_within_one_batch()
    {
        using var cancellation = new CancellationTokenSource();
        var journal = new TestJournal();
        journal.OnBatch = batches =>
        {
            if (batches == 2)
            {
                cancellation.Cancel();
            }
        };

        Assert.ThrowsAny<OperationCanceledException>(() => study.Train(study.Job("a"), journal, cancellation: cancellation.Token));

        Assert.Equal(2, journal.Batches);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(Epochs - 1)]
    public void An_epoch_that_the_journal_never_got_is_trained_again(int lost)
    {
        var journal = new TestJournal { BeforeEpoch = report => Interrupt(report.Epoch == lost) };
        Assert.Throws<InterruptedException>(() => Train("a", journal));

        Resume("a", journal, Undisturbed.Value.Result, expectedEpochs: Epochs - lost);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(Epochs - 1)]
    public void An_epoch_that_the_journal_has_is_not_trained_again(int last)
    {
        var journal = new TestJournal { AfterEpoch = report => Interrupt(report.Epoch == last) };
        Assert.Throws<InterruptedException>(() => Train("a", journal));

        Resume("a", journal, Undisturbed.Value.Result, expectedEpochs: Epochs - last - 1);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public void Augmented_and_weighted_draws_are_the_same_when_resumed(int last)
    {
        study.Optimisation = study.Optimisation with
        {
            Sampler = SamplerKind.Weighted,
            DataAugmentation = [Augmentation.Noise, Augmentation.Erasing, Augmentation.CropPad, Augmentation.Smoothing],
        };
        var undisturbed = Train("undisturbed", new TestJournal());
        study.LoaderThreads = 2;
        var journal = new TestJournal { AfterEpoch = report => Interrupt(report.Epoch == last) };
        Assert.Throws<InterruptedException>(() => Train("a", journal));

        Resume("a", journal, undisturbed, expectedEpochs: Epochs - last - 1);
    }

    [Fact]
    public void A_unit_that_stopped_early_goes_straight_to_its_outcome()
    {
        study.Optimisation = study.Optimisation with { Epochs = 20, Patience = 1, Tolerance = 0.9 };
        var journal = new TestJournal();
        var undisturbed = Train("a", journal);

        Resume("a", journal, undisturbed, expectedEpochs: 0);
    }

    [Theory]
    [InlineData("checkpoint", false)]
    [InlineData("optimizer", false)]
    [InlineData("progress", false)]
    [InlineData("checkpoint", true)]
    [InlineData("optimizer", true)]
    [InlineData("progress", true)]
    public void A_damaged_generation_gives_way_to_the_one_before_while_that_is_there(string kind, bool deleted)
    {
        var journal = new TestJournal { AfterEpoch = report => Interrupt(report.Epoch == 2) };
        Assert.Throws<InterruptedException>(() => Train("a", journal));
        Damage(journal, $"{kind}-2.pth.tar", deleted);

        Resume("a", journal, Undisturbed.Value.Result, expectedEpochs: Epochs - 2);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_damaged_history_of_the_validation_set_means_a_new_start(bool deleted)
    {
        var journal = new TestJournal { AfterEpoch = report => Interrupt(report.Epoch == 2) };
        Assert.Throws<InterruptedException>(() => Train("a", journal));
        Damage(journal, "validation.f32", deleted);

        Resume("a", journal, Undisturbed.Value.Result, expectedEpochs: Epochs);
    }

    [Fact]
    public void A_damaged_best_network_means_a_new_start()
    {
        var journal = new TestJournal();
        Train("a", journal);
        var best = Assert.Single(
            Directory.GetFiles(Folder(journal), "checkpoint-*").Select(Path.GetFileName), name => name is not "checkpoint-3.pth.tar")!;
        Damage(journal, best, deleted: false);

        Resume("a", journal, Undisturbed.Value.Result, expectedEpochs: Epochs);
    }

    [Fact]
    public void One_generation_and_the_best_networks_are_kept()
    {
        var journal = new TestJournal();
        var outcome = study.Train(study.Job("a"), journal);

        var expected = outcome.Selections.Select(best => best.Epoch).Append(Epochs - 1).Distinct().Select(epoch => $"checkpoint-{epoch}.pth.tar")
            .Concat([$"optimizer-{Epochs - 1}.pth.tar", $"progress-{Epochs - 1}.pth.tar", "validation.f32"]);
        Assert.Equal(expected.Order(), Directory.GetFiles(Folder(journal)).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void Nothing_is_deleted_before_the_journal_has_its_successor()
    {
        using var cancellation = new CancellationTokenSource();
        var observer = new SilentJournal(silentFrom: 3, () => cancellation.CancelAfter(0));

        Assert.ThrowsAny<OperationCanceledException>(() => study.Train(study.Job("a"), observer, cancellation: cancellation.Token));

        Assert.Equal(3, observer.Reported);
        Assert.True(File.Exists(Path.Combine(Folder(new TestJournal()), "progress-1.pth.tar")));
    }

    [Fact]
    public void Between_checkpoints_only_the_best_networks_are_written()
    {
        study.CheckpointEvery = TimeSpan.MaxValue;
        var journal = new TestJournal();

        var result = Train("a", journal);

        Assert.Equal(Undisturbed.Value.Result, result);
        Assert.All(journal.Reports, report => Assert.Null(report.Checkpoint));
        var best = journal.Reports.OrderBy(report => report.ValidationLoss).First().Epoch;
        Assert.All(Directory.GetFiles(Folder(journal)).Select(Path.GetFileName), name => Assert.Matches(@"^(checkpoint-\d\.pth\.tar|validation\.f32)$", name));
        Assert.True(File.Exists(Path.Combine(Folder(journal), $"checkpoint-{best}.pth.tar")));
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(0, 3)]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    public void Epochs_after_the_last_checkpoint_are_repeated_to_the_byte(int saved, int lost)
    {
        var journal = new TestJournal { AfterEpoch = report => Interrupt(report.Epoch == saved) };
        Assert.Throws<InterruptedException>(() => Train("a", journal));
        study.CheckpointEvery = TimeSpan.MaxValue;
        journal.AfterEpoch = report => Interrupt(report.Epoch == lost);
        Assert.Throws<InterruptedException>(() => Train("a", journal));
        var before = journal.Reports.Select(report => report.Figures()).ToList();
        study.CheckpointEvery = TimeSpan.Zero;

        Resume("a", journal, Undisturbed.Value.Result, expectedEpochs: Epochs - saved - 1);

        Assert.Equal(before, journal.Reports.Select(report => report.Figures()).OrderBy(report => report.Epoch).Take(before.Count));
    }

    [Fact]
    public void Attempts_that_left_no_checkpoint_leave_nothing_once_another_one_begins()
    {
        study.CheckpointEvery = TimeSpan.MaxValue;
        var journal = new TestJournal { AfterEpoch = report => Interrupt(report.Epoch == 1) };
        Assert.Throws<InterruptedException>(() => Train("a", journal));
        var first = Folder(journal);
        Assert.NotEmpty(Directory.GetFiles(first));

        Assert.Throws<InterruptedException>(() => Train("a", journal));

        Assert.False(Directory.Exists(first));
        Assert.NotEmpty(Directory.GetFiles(Folder(journal)));
    }

    [Fact]
    public void A_checkpoint_takes_along_the_best_networks_of_epochs_without_one()
    {
        study.CheckpointEvery = TrainingJob.DefaultCheckpointEvery;
        var clock = new HandClock();
        var journal = new TestJournal
        {
            BeforeEpoch = report => clock.Now += report.Epoch == 1 ? study.CheckpointEvery.Ticks : 0,
            AfterEpoch = report => Interrupt(report.Epoch == 2),
        };
        Assert.Throws<InterruptedException>(() => study.Train(study.Job("a", journal) with { Clock = clock }, journal));

        Assert.Equal(2, Assert.Single(journal.Checkpoints).Epoch);
        Assert.Contains(Directory.GetFiles(Folder(journal), "checkpoint-*").Select(Path.GetFileName), name => name is "checkpoint-0.pth.tar" or "checkpoint-1.pth.tar");
        Resume("a", journal, Undisturbed.Value.Result, expectedEpochs: Epochs - 3);
    }

    [Fact]
    public void No_epoch_begins_before_the_journal_knows_the_one_before()
    {
        using var cancellation = new CancellationTokenSource();
        var observer = new SilentJournal(silentFrom: 1, () => cancellation.CancelAfter(0));

        Assert.ThrowsAny<OperationCanceledException>(() => study.Train(study.Job("a"), observer, cancellation: cancellation.Token));

        Assert.Equal((1, 0), (observer.Reported, observer.LastEpochBegun));
    }

    private static TinyStudy Study()
    {
        var study = new TinyStudy { Network = CustomFiles.Small };
        study.Optimisation = study.Optimisation with { Epochs = Epochs, AccumulationSteps = 2, EvaluationSteps = 2 };
        return study;
    }

    private static (UnitResult Result, int Reads) TrainUndisturbed()
    {
        using var study = Study();
        var reads = 0;
        var job = study.Job("undisturbed");
        var outcome = study.Train(job, new TestJournal(), (image, slice) =>
        {
            reads++;
            return study.Read(image, slice);
        });
        return (UnitResult.Of(job, outcome), reads);
    }

    private UnitResult Train(string folder, TestJournal journal)
    {
        var job = study.Job(folder, journal);
        return UnitResult.Of(job, study.Train(job, journal));
    }

    private void Resume(string folder, TestJournal journal, UnitResult undisturbed, int expectedEpochs)
    {
        (journal.BeforeEpoch, journal.AfterEpoch) = (null, null);
        var before = journal.Batches;
        Assert.Equal(undisturbed, Train(folder, journal));
        Assert.Equal(expectedEpochs * BatchesPerEpoch, journal.Batches - before);
    }

    private void Damage(TestJournal journal, string name, bool deleted)
    {
        var path = Path.Combine(Folder(journal), name);
        if (deleted)
        {
            File.Delete(path);
            return;
        }

        using var file = File.Open(path, FileMode.Open);
        file.Position = file.Length / 2;
        var value = file.ReadByte();
        file.Position--;
        file.WriteByte((byte)(value ^ 1));
    }

    private string Folder(TestJournal journal) => (study.Job("a") with { Attempt = journal.Attempt }).Folder.Checkpoints;

    private static void Interrupt(bool now)
    {
        if (now)
        {
            throw new InterruptedException();
        }
    }

    private sealed class InterruptedException : Exception;

    /// <summary>A clock that goes on when it is told to.</summary>
    private sealed class HandClock : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now;
    }

    /// <summary>A journal that never answers.</summary>
    private sealed class SilentJournal(int silentFrom, Action onSilent) : ITrainingObserver
    {
        public int Reported { get; private set; }

        public int LastEpochBegun { get; private set; }

        public Task EpochCompleted(EpochReport report)
        {
            if (++Reported < silentFrom)
            {
                return Task.CompletedTask;
            }

            onSilent();
            return new TaskCompletionSource().Task;
        }

        public void BatchCompleted(int epoch, int batch, int batches) => LastEpochBegun = epoch;
    }
}
