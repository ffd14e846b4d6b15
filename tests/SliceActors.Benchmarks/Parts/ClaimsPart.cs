using System.Collections.Immutable;
using SliceActors.Benchmarks.Claims;
using SliceActors.Benchmarks.Measuring;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Estimates;

namespace SliceActors.Benchmarks.Parts;

/// <summary>Whether the figure that is printed first is free of selection, with real trainings: on heads without any difference it has to say 0.5, where the documented figure does not.</summary>
internal sealed class ClaimsPart : IPart
{
    private const double Near = 0.02;
    private const double Flattered = 0.05;
    private const double StandardErrors = 2.5;
    private const int Count = 40;

    // Where few slices pass, what they are chosen by shows most.
    private const double Choosy = 0.6;

    public string Name => "claims";

    public string Description => "whether leave-pair-out tells the truth of studies that are really trained on noise";

    public Task Run(Settings settings, Report report)
    {
        var noise = TrainedStudy.Train(settings.Workspace, settings.Quick ? 6 : Count, 0).ToList();
        foreach (var (network, threshold, selection, isAuc) in from network in TrainedStudy.Networks from threshold in (double[])[0, Choosy] from selection in Enum.GetValues<Selection>() from isAuc in (bool[])[true, false] select (network, threshold, selection, isAuc))
        {
            Noise(report, [.. noise.Where(study => study.Network == network).Select(study => study.Estimates(threshold))], network, threshold, selection, isAuc);
        }

        return Task.CompletedTask;
    }

    private void Noise(Report report, ImmutableArray<ImmutableArray<RunEstimate>> studies, string network, double threshold, Selection selection, bool isAuc)
    {
        double[] honest = [.. studies.Select(study => TrainedStudy.Figure(study, EstimateKind.LeavePairOut, selection, isAuc))];
        double[] documented = [.. studies.Select(study => TrainedStudy.Figure(study, EstimateKind.SelectedOnSamePeople, selection, isAuc))];
        double[] last = [.. studies.Select(study => TrainedStudy.Figure(study, EstimateKind.LastEpoch, null, isAuc))];
        var (mean, paired, flattery) = (new Sample(honest), new Sample(honest.Zip(last, (g, c) => g - c)), new Sample(documented.Zip(last, (d, c) => d - c)));
        report.Add(new ReportRow(
            Name,
            $"no difference, {network}, threshold {threshold:0.#}, {selection.Term()}: {(isAuc ? "AUC" : "BA")} by leave-pair-out",
            mean.ToString(),
            $"0.5 within {StandardErrors} errors, last epoch within {Near}{(threshold == Choosy ? $", documented more than {Flattered} above that" : string.Empty)}",
            Math.Abs(mean.Mean - 0.5) <= StandardErrors * mean.Error && Math.Abs(paired.Mean) <= Near && (threshold != Choosy || flattery.Mean > Flattered),
            $"documented {new Sample(documented)}, last epoch {new Sample(last)}; leave-pair-out − last {paired}, documented − last {flattery}; {mean.Count} studies"));
    }
}
