using System.Collections.Immutable;
using SliceActors.Benchmarks.Claims;
using SliceActors.Benchmarks.Measuring;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Estimates;

namespace SliceActors.Benchmarks.Parts;

/// <summary>
/// Whether the figure that is printed first is free of selection, with real trainings: on heads without any difference it has to say 0.5, where the documented figure does not, and on heads with one
/// what new people say.
/// </summary>
internal sealed class ClaimsPart : IPart
{
    private const double Near = 0.02;
    private const double Flattered = 0.05;
    private const double StandardErrors = 2.5;
    private const int PerClass = 20;
    private const int FreshPerClass = 100;
    private const int FreshSeed = 1_000_000;
    private const double Effect = 0.3;

    // Where few slices pass, what they are chosen by shows most.
    private const double Choosy = 0.6;

    private static readonly string[] Networks = ["glance", "glance_tail"];

    public string Name => "claims";

    public string Description => "whether leave-pair-out tells the truth of studies that are really trained, on noise and with an effect";

    public Task Run(Settings settings, Report report)
    {
        var count = settings.Quick ? 6 : 40;
        var noise = Studies(settings, count, 0);
        foreach (var (network, threshold, selection, isAuc) in from network in Networks from threshold in (double[])[0, Choosy] from selection in Enum.GetValues<Selection>() from isAuc in (bool[])[true, false] select (network, threshold, selection, isAuc))
        {
            Noise(report, [.. noise.Where(study => study.Network == network).Select(study => study.Study.Estimates(threshold))], network, threshold, selection, isAuc);
        }

        var fresh = Heads.Generate(settings.Workspace, FreshPerClass, Effect, FreshSeed);
        var truths = Studies(settings, count, Effect).Select(study => (study.Network, Estimates: study.Study.Estimates(0), Truth: study.Study.On(fresh))).ToList();
        foreach (var (network, selection, isAuc) in from network in Networks from selection in Enum.GetValues<Selection>() from isAuc in (bool[])[true, false] select (network, selection, isAuc))
        {
            WithEffect(report, [.. truths.Where(study => study.Network == network).Select(study => (study.Estimates, isAuc ? study.Truth[selection].Auc : study.Truth[selection].BalancedAccuracy))], network, selection, isAuc);
        }

        return Task.CompletedTask;
    }

    private static List<(string Network, TrainedStudy Study)> Studies(Settings settings, int count, double effect)
    {
        var studies = new List<(string, TrainedStudy)>();
        for (var seed = 1; seed <= count; seed++)
        {
            Report.Note($"study {seed} of {count}, effect {effect}");
            var heads = Heads.Generate(settings.Workspace, PerClass, effect, seed);
            studies.AddRange(Networks.Select(network => (network, TrainedStudy.Train(settings.Workspace, heads, network))));
        }

        return studies;
    }

    private void Noise(Report report, ImmutableArray<ImmutableArray<RunEstimate>> studies, string network, double threshold, Selection selection, bool isAuc)
    {
        double[] honest = [.. studies.Select(study => Figure(study, EstimateKind.LeavePairOut, selection, isAuc))];
        double[] documented = [.. studies.Select(study => Figure(study, EstimateKind.SelectedOnSamePeople, selection, isAuc))];
        double[] last = [.. studies.Select(study => Figure(study, EstimateKind.LastEpoch, null, isAuc))];
        var (mean, paired, flattery) = (new Sample(honest), new Sample(honest.Zip(last, (g, c) => g - c)), new Sample(documented.Zip(last, (d, c) => d - c)));
        report.Add(new ReportRow(
            Name,
            $"no difference, {network}, threshold {threshold:0.#}, {selection.Term()}: {(isAuc ? "AUC" : "BA")} by leave-pair-out",
            mean.ToString(),
            $"0.5 within {StandardErrors} errors, last epoch within {Near}{(threshold == Choosy ? $", documented more than {Flattered} above that" : string.Empty)}",
            Math.Abs(mean.Mean - 0.5) <= StandardErrors * mean.Error && Math.Abs(paired.Mean) <= Near && (threshold != Choosy || flattery.Mean > Flattered),
            $"documented {new Sample(documented)}, last epoch {new Sample(last)}; leave-pair-out − last {paired}, documented − last {flattery}; {mean.Count} studies"));
    }

    private void WithEffect(Report report, ImmutableArray<(ImmutableArray<RunEstimate> Estimates, double Truth)> studies, string network, Selection selection, bool isAuc)
    {
        double[] honest = [.. studies.Select(study => Figure(study.Estimates, EstimateKind.LeavePairOut, selection, isAuc))];
        var truth = new Sample(studies.Select(study => study.Truth));
        var difference = new Sample(studies.Zip(honest, (study, figure) => figure - study.Truth));
        report.Add(new ReportRow(
            Name,
            $"an effect, {network}, {selection.Term()}: {(isAuc ? "AUC" : "BA")} by leave-pair-out less that of {2 * FreshPerClass} new people",
            difference.ToString(),
            $"0 within {Near}",
            Math.Abs(difference.Mean) <= Near,
            $"leave-pair-out {new Sample(honest)}, new people {truth}, documented {new Sample(studies.Select(study => Figure(study.Estimates, EstimateKind.SelectedOnSamePeople, selection, isAuc)))}; {difference.Count} studies"));
    }

    private static double Figure(ImmutableArray<RunEstimate> study, EstimateKind kind, Selection? selection, bool isAuc)
    {
        var figures = study.Single(estimate => estimate.Kind == kind && estimate.Selection == selection).Figures;
        return isAuc ? figures.Auc.Value : figures.BalancedAccuracy.Value;
    }
}
