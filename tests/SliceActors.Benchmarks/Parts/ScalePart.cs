using System.Globalization;
using SliceActors.Benchmarks.Measuring;
using SliceActors.Benchmarks.Runs;
using SliceActors.Testing.Clusters;
using SliceActors.Testing.Postgres;

namespace SliceActors.Benchmarks.Parts;

/// <summary>A large study on many nodes, all in this process, whose trainings sleep: what registry, supervisor, journal and network cost.</summary>
internal sealed class ScalePart : IPart
{
    private const int Folds = 5;
    private const int Slots = 2;
    private const double StatusWithin = 0.1;
    private const double NextUnitWithin = 1;
    private const double RecoveredWithin = 5;

    public string Name => "scale";

    public string Description => "a study of 840 networks on 32 nodes with 64 slots, all in this process, whose trainings sleep";

    public async Task Run(Settings settings, Report report)
    {
        var (nodes, networks, epochs) = settings.Quick ? (16, 42, 20) : (32, 168, 50);

        // As quickly as the journal can; then as a study does whose epochs take a while.
        foreach (var epoch in (double[])[0, 0.25])
        {
            await OnBoth((journal, database) => Measure(journal, nodes, networks, epochs, epoch, database, report), report);
        }

        await OnBoth((journal, database) => TakeOver(journal, nodes, networks, epochs, database, report), report);
    }

    private async Task OnBoth(Func<string, string?, Task> measure, Report report)
    {
        if (PostgresServer.IsInstalled)
        {
            using var server = new PostgresServer { Settings = ["fsync=on"] };
            await measure("PostgreSQL", server.NewDatabase());
        }
        else
        {
            report.Add(ReportRow.Information(Name, "PostgreSQL", "not measured", "there is no PostgreSQL here"));
        }

        await measure("SQLite", null);
    }

    private async Task TakeOver(string journal, int nodes, int networks, int epochs, string? database, Report report)
    {
        using var study = new SleepingStudy(Folds, networks, epochs);
        Report.Note($"scale: a study whose last epoch is missing is taken over, journal in {journal}");
        var run = await SleepingRun.Run(study, nodes, Slots, TimeSpan.Zero, database, epochs - 1);
        var events = Folds * networks * epochs;
        report.Add(ReportRow.Information(Name, $"{journal}: taking over {events} events", Words.Seconds(run.TakenOver.Seconds), $"told {run.TakenOver.Times} times"));
        report.Add(ReportRow.Information(Name, $"{journal}: giving {events + (Folds * networks)} events back to the folder", Words.Seconds(run.HandedBackSeconds), "from the end of the run on"));
        report.Add(ReportRow.Information(Name, $"{journal}: recovery of a run that was taken over", Words.Seconds(run.RecoverySeconds.Run), string.Empty));
    }

    private async Task Measure(string journal, int nodes, int networks, int epochs, double epoch, string? database, Report report)
    {
        using var study = new SleepingStudy(Folds, networks, epochs);
        Report.Note($"scale: {Folds} x {networks} networks, {epochs} epochs of {epoch:0.00} s, {nodes} nodes, journal in {journal}");
        var run = await SleepingRun.Run(study, nodes, Slots, TimeSpan.FromSeconds(epoch), database);
        var (units, what) = (Folds * networks, $"{journal}, epochs of {epoch.ToString("0.##", CultureInfo.InvariantCulture)} s");
        var events = (units * epochs) + (2 * units) + (2 * Folds) + 3;
        report.Add(ReportRow.Information(
            Name, $"{what}: events a second", Words.Number(events / run.Running.WallSeconds),
            $"{events} events in {Words.Seconds(run.Running.WallSeconds)}; an epoch is known to be in the journal after {Quantiles(run.Clock.RecordedSeconds)}"));
        report.Add(ReportRow.Information(
            Name, $"{what}: processor time of {nodes + 2} actor systems", Words.Share(run.Running.CpuSeconds / run.Running.WallSeconds) + " of a core",
            $"idle {Words.Share(run.Idle.CpuSeconds / run.Idle.WallSeconds)}; {Words.Milliseconds((run.Running.CpuSeconds - (run.Idle.CpuSeconds / run.Idle.WallSeconds * run.Running.WallSeconds)) / events)} an event; others had {Words.Share(run.Running.ForeignShare)} of the machine"));
        report.Add(ReportRow.Information(
            Name, $"{what}: memory", Words.Megabytes(run.Resident.Peak), $"{Words.Megabytes(run.Resident.Before)} before the submission"));
        Limit(report, $"{what}: status, p99", run.StatusSeconds, StatusWithin);
        Limit(report, $"{what}: free slot to its next unit, p99", run.Clock.IdleSeconds, NextUnitWithin);
        report.Add(new ReportRow(
            Name, $"{what}: recovery of the journal", Words.Seconds(run.RecoverySeconds.Run), $"at most {RecoveredWithin} s", run.RecoverySeconds.Run <= RecoveredWithin,
            $"{events} events; the registry was there {Words.Seconds(run.RecoverySeconds.Registry)} after the start of its node"));
        report.Add(ReportRow.Information(Name, $"{what}: journal", Words.Megabytes(run.JournalBytes), $"{Words.Number(run.JournalBytes / (double)events)} bytes an event"));
    }

    private void Limit(Report report, string what, IReadOnlyCollection<double> seconds, double within) =>
        report.Add(new ReportRow(Name, what, Words.Milliseconds(seconds.Quantile(0.99)), $"at most {Words.Milliseconds(within)}", seconds.Quantile(0.99) <= within, $"{Quantiles(seconds)}; {seconds.Count} times"));

    private static string Quantiles(IReadOnlyCollection<double> seconds) =>
        $"{Words.Milliseconds(seconds.Quantile(0.5))} p50, {Words.Milliseconds(seconds.Quantile(0.99))} p99, {Words.Milliseconds(seconds.Max())} at most";
}
