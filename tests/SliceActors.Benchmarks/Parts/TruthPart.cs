using SliceActors.Benchmarks.Claims;
using SliceActors.Benchmarks.Measuring;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;

namespace SliceActors.Benchmarks.Parts;

/// <summary>Whether the figure that is printed first is what new people say, with real trainings on heads that differ a little.</summary>
internal sealed class TruthPart : IPart
{
    private const double Near = 0.02;
    private const int FreshPerClass = 100;
    private const int FreshSeed = 1_000_000;
    private const double Effect = 0.3;
    private const int Count = 40;

    public string Name => "truth";

    public string Description => "whether leave-pair-out says what new people say of studies that are really trained on heads that differ";

    public Task Run(Settings settings, Report report)
    {
        var fresh = Heads.Generate(settings.Workspace, FreshPerClass, Effect, FreshSeed);
        var studies = TrainedStudy.Train(settings.Workspace, settings.Quick ? 6 : Count, Effect).Select(study => (study.Network, Estimates: study.Estimates(0), Truth: study.On(fresh))).ToList();
        foreach (var (network, selection, isAuc) in from network in TrainedStudy.Networks from selection in Enum.GetValues<Selection>() from isAuc in (bool[])[true, false] select (network, selection, isAuc))
        {
            var own = studies.Where(study => study.Network == network).ToList();
            double[] truths = [.. own.Select(study => isAuc ? study.Truth[selection].Auc : study.Truth[selection].BalancedAccuracy)];
            Sample Of(EstimateKind kind) => new(own.Select(study => TrainedStudy.Figure(study.Estimates, kind, selection, isAuc)));
            var difference = new Sample(own.Zip(truths, (study, truth) => TrainedStudy.Figure(study.Estimates, EstimateKind.LeavePairOut, selection, isAuc) - truth));
            report.Add(new ReportRow(
                Name,
                $"{network}, {selection.Term()}: {(isAuc ? "AUC" : "BA")} by leave-pair-out less that of {2 * FreshPerClass} new people",
                difference.ToString(),
                $"0 within {Near}",
                Math.Abs(difference.Mean) <= Near,
                $"leave-pair-out {Of(EstimateKind.LeavePairOut)}, new people {new Sample(truths)}, documented {Of(EstimateKind.SelectedOnSamePeople)}; {difference.Count} studies"));
        }

        return Task.CompletedTask;
    }
}
