using System.Globalization;
using SliceActors.Benchmarks.Measuring;
using SliceActors.Benchmarks.Runs;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Outcomes;
using SliceActors.Testing;
using SliceActors.Wire;

namespace SliceActors.Benchmarks.Parts;

/// <summary>A large study on many nodes, all in this process, whose trainings sleep: what registry, supervisor, journal and network cost.</summary>
internal sealed class ScalePart : IPart
{
    private const double StatusWithin = 0.1;
    private const double NextUnitWithin = 1;
    private const double RecoveredWithin = 5;

    public string Name => "scale";

    public string Description => "a study of 840 networks on 32 nodes with 64 slots, all in this process, whose trainings sleep";

    public async Task Run(Settings settings, Report report)
    {
        // As quickly as the journal can; then as a study does whose epochs take a while.
        foreach (var epoch in (double[])[0, 0.25])
        {
            await LargeStudy.OnEachJournal(Name, report, (journal, database) => Measure(journal, LargeStudy.Of(settings), epoch, database, report));
        }

        Messages(LargeStudy.Of(settings), report);
    }

    private async Task Measure(string journal, LargeStudy large, double epoch, string? database, Report report)
    {
        using var study = large.NewStudy();
        var what = $"{journal}, epochs of {epoch.ToString("0.##", CultureInfo.InvariantCulture)} s";
        Report.Note($"scale: {LargeStudy.Folds} x {large.Networks} networks, {large.Epochs} epochs, {large.Nodes} nodes, {what}");
        var run = await SleepingRun.Run(study, large.Nodes, LargeStudy.Slots, TimeSpan.FromSeconds(epoch), database);
        var events = large.Events;
        report.Add(ReportRow.Information(
            Name, $"{what}: events a second", Words.Number(events / run.Running.WallSeconds),
            $"{events} events in {Words.Seconds(run.Running.WallSeconds)}; an epoch is known to be in the journal after {Quantiles(run.Clock.RecordedSeconds)}"));
        report.Add(ReportRow.Information(
            Name, $"{what}: processor time of {large.Nodes + 2} actor systems", Words.Share(run.Running.CpuSeconds / run.Running.WallSeconds) + " of a core",
            $"idle {Words.Share(run.Idle.CpuSeconds / run.Idle.WallSeconds)}; {Words.Milliseconds((run.Running.CpuSeconds - (run.Idle.CpuSeconds / run.Idle.WallSeconds * run.Running.WallSeconds)) / events)} an event; others had {Words.Share(run.Running.ForeignShare)} of the machine"));
        report.Add(ReportRow.Information(
            Name, $"{what}: memory", Words.Megabytes(run.Resident.Peak), $"{Words.Megabytes(run.Resident.Before)} before the submission"));
        report.Add(ReportRow.Information(Name, $"{what}: largest status", $"{run.LargestStatus} bytes", $"{large.Nodes * LargeStudy.Slots} networks in training"));
        Limit(report, $"{what}: status, p99", run.StatusSeconds, StatusWithin);
        Limit(report, $"{what}: free slot to its next unit, p99", run.Clock.IdleSeconds, NextUnitWithin);
        report.Add(new ReportRow(
            Name, $"{what}: recovery of the journal", Words.Seconds(run.RecoverySeconds.Run), $"at most {RecoveredWithin} s", run.RecoverySeconds.Run <= RecoveredWithin,
            $"{events} events; the registry was there {Words.Seconds(run.RecoverySeconds.Registry)} after the start of its node"));
        report.Add(ReportRow.Information(Name, $"{what}: journal", Words.Megabytes(run.JournalBytes), $"{Words.Number(run.JournalBytes / (double)events)} bytes an event"));
    }

    private void Messages(LargeStudy large, Report report)
    {
        var (run, units) = (new RunId("0123456789abcdef"), Enumerable.Range(0, large.Networks).Select(network => TestStudy.Unit(network)).ToList());
        var digest = TestStudy.Digest(1);
        (string What, IWireMessage Message)[] largest =
        [
            ("a fold to be merged", new ResultMessages.WriteFold(run, digest, "/results/of/a/study", TestStudy.Fold, [.. units.Select(TestStudy.Outcome)])),
            ("what a node of 64 slots says of itself", new NodeMessages.NodeHello("node-0123456789-01234567", [.. Enumerable.Range(0, 64).Select(slot => new SlotReport(slot, new UnitAttempt(run, units[0], Attempt.None.Next())))])),
            ("an assignment with two checkpoints", new NodeMessages.TrainUnit(new UnitAttempt(run, units[0], Attempt.None.Next()), 0, digest, "/results/of/a/study", [.. Enumerable.Range(0, 2).Select(epoch => new Checkpoint(Attempt.None.Next(), epoch, TestStudy.Epoch(epoch).Checkpoint!))])),
            ("an epoch", new TrainerMessages.EpochFinished(new UnitAttempt(run, units[0], Attempt.None.Next()), TestStudy.Epoch(49))),
        ];
        report.Add(ReportRow.Information(
            Name, "messages, in bytes", string.Join(", ", largest.Select(entry => $"{entry.What} {MessageSchema.Current.Write(entry.Message).Length}")), "the most that is let through is 4 MB"));
    }

    private void Limit(Report report, string what, IReadOnlyCollection<double> seconds, double within) =>
        report.Add(new ReportRow(Name, what, Words.Milliseconds(seconds.Quantile(0.99)), $"at most {Words.Milliseconds(within)}", seconds.Quantile(0.99) <= within, $"{Quantiles(seconds)}; {seconds.Count} times"));

    private static string Quantiles(IReadOnlyCollection<double> seconds) =>
        $"{Words.Milliseconds(seconds.Quantile(0.5))} p50, {Words.Milliseconds(seconds.Quantile(0.99))} p99, {Words.Milliseconds(seconds.Max())} at most";
}
