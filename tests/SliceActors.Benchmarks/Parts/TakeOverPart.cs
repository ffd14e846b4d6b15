using SliceActors.Benchmarks.Measuring;
using SliceActors.Benchmarks.Runs;

namespace SliceActors.Benchmarks.Parts;

/// <summary>A large study that was begun elsewhere comes to a cluster shortly before its end, and its events go back into its folder.</summary>
internal sealed class TakeOverPart : IPart
{
    private const double Within = 5;

    public string Name => "takeover";

    public string Description => "a study of 840 networks whose last epoch is missing: how long a cluster takes to have it, and to give it back";

    public Task Run(Settings settings, Report report) =>
        LargeStudy.OnEachJournal(Name, report, (journal, database) => Measure(journal, LargeStudy.Of(settings), database, report));

    private async Task Measure(string journal, LargeStudy large, string? database, Report report)
    {
        using var study = large.NewStudy();
        Report.Note($"takeover: journal in {journal}");
        var run = await SleepingRun.Run(study, large.Nodes, LargeStudy.Slots, TimeSpan.Zero, database, large.Epochs - 1);
        report.Add(new ReportRow(
            Name, $"{journal}: taken over", Words.Seconds(run.TakenOver.Seconds), $"at most {Words.Seconds(Within)}", run.TakenOver.Seconds <= Within,
            $"{large.Events - (LargeStudy.Folds * large.Networks)} events or fewer; the cluster was told {run.TakenOver.Times} times"));
        report.Add(ReportRow.Information(Name, $"{journal}: given back", Words.Seconds(run.HandedBackSeconds), $"{large.Events} events or fewer, from the end of the run on"));
        report.Add(ReportRow.Information(Name, $"{journal}: recovery", Words.Seconds(run.RecoverySeconds.Run), "of the run that was taken over"));
    }
}
