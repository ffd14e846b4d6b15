using SliceActors.Runs.Errors;
using SliceActors.Runs.Events;
using SliceActors.Runs.Ids;
using SliceActors.Screens;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Words;

public sealed class RunLogTests
{
    private static readonly DateTimeOffset Began = new(2026, 5, 6, 7, 8, 9, TimeSpan.Zero);

    [Fact]
    public void Lines_say_when_and_where_it_happened_and_which_attempts_were_lost()
    {
        var unit = TestStudy.Unit(3);

        Assert.Equal(
            [
                "2026-05-06 07:08:10Z  –             –      run RUN begins, results go to /none/results",
                "2026-05-06 07:08:11Z  fold-0/cnn-3  alpha  attempt 1 begins",
                "2026-05-06 07:08:12Z  fold-0/cnn-3  alpha  epoch 0 done; validation loss 0.6250, balanced accuracy 0.500",
                "2026-05-06 07:08:13Z  fold-0/cnn-3  beta   attempt 2 begins; attempt 1 at alpha was lost",
                "2026-05-06 07:08:14Z  fold-0/cnn-3  –      epoch 1 done; validation loss 0.6250, balanced accuracy 0.500",
                "2026-05-06 07:08:15Z  fold-0/cnn-3  beta   was declined: No space is left.",
                "2026-05-06 07:08:16Z  fold-0/cnn-3  alpha  attempt 3 begins",
                "2026-05-06 07:08:17Z  –             –      the run waits until it is resumed",
                "2026-05-06 07:08:18Z  –             –      the run goes on",
                "2026-05-06 07:08:19Z  fold-0/cnn-3  alpha  attempt 4 begins",
                "2026-05-06 07:08:20Z  fold-0/cnn-3  alpha  failed: The loss is NaN.",
                "2026-05-06 07:08:21Z  –             –      the run is complete; networks that failed: 1",
            ],
            Lines(
                RunEvents.RunSubmitted.Of(TestStudy.Submission(slices: 4)),
                new RunEvents.UnitAssigned(unit, new Attempt(1), "alpha"),
                new RunEvents.EpochCompleted(unit, new Attempt(1), TestStudy.Epoch(0)),
                new RunEvents.UnitAssigned(unit, new Attempt(2), "beta"),
                new RunEvents.EpochCompleted(unit, new Attempt(1), TestStudy.Epoch(1)),
                new RunEvents.UnitDeclined(unit, new Attempt(2), "No space is left.", TroubleKind.Storage),
                new RunEvents.UnitAssigned(unit, new Attempt(3), "alpha"),
                new RunEvents.RunPaused(),
                new RunEvents.RunResumed(false),
                new RunEvents.UnitAssigned(unit, new Attempt(4), "alpha"),
                new RunEvents.UnitFailed(unit, new Attempt(4), "The loss is NaN.", FailureCause.Divergence),
                new RunEvents.RunCompleted(1)).Select(line => line.Replace(TestStudy.Submission(slices: 4).Run.Value, "RUN", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_time_that_is_not_known_is_not_made_up()
    {
        using var output = new StringWriter();
        new LogScreen(output, asJson: false).Write([new RunLog().Next(new DatedEvent(1, null, new RunEvents.RunCancelled()))]);
        new LogScreen(output, asJson: true).Write([new RunLog().Next(new DatedEvent(1, null, new RunEvents.RunCancelled()))]);

        Assert.Equal(
            [
                "–  –  –  the run was stopped by a person",
                """{"number":1,"time":null,"event":"run_cancelled","fold":null,"network":null,"node":null,"attempt":null,"epoch":null,"validation_loss":null,"validation_balanced_accuracy":null,"words":"the run was stopped by a person"}""",
            ],
            output.ToString().TrimEnd().Split('\n'));
    }

    private static string[] Lines(params IRunEvent[] happened)
    {
        var log = new RunLog();
        using var output = new StringWriter();
        new LogScreen(output, asJson: false).Write([.. happened.Select((one, index) => log.Next(new DatedEvent(index + 1, Began.AddSeconds(index + 1), one)))]);
        return output.ToString().TrimEnd().Split('\n');
    }
}
