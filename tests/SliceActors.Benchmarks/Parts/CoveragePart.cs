using System.Globalization;
using SliceActors.Benchmarks.Coverage;
using SliceActors.Benchmarks.Measuring;
using SliceActors.Scoring.Baselines;
using SliceActors.Scoring.Estimates;
using SliceActors.Scoring.HeldOut;

namespace SliceActors.Benchmarks.Parts;

/// <summary>How often the intervals that are printed hold the truth, in simulated studies whose models are ridge regressions: 95 % is what they promise.</summary>
internal sealed class CoveragePart : IPart
{
    private const double Least = 0.93;
    private const double Most = 0.98;
    private const double Effect = 0.5;
    private const int Fresh = 300;
    private const int Crowd = 10000;

    private static readonly int[] People = [20, 40, 100];
    private static readonly int[] Folds = [1, 5];

    public string Name => "coverage";

    public string Description => "how often 95 % intervals of image-level figures hold the truth, in simulated studies";

    public Task Run(Settings settings, Report report)
    {
        foreach (var (people, effect) in from people in People from effect in (double[])[0, 1, 2] select (people, effect))
        {
            HeldOut(report, settings.Quick ? 200 : 1000, people, effect);
        }

        foreach (var (people, folds, effect) in from people in People from folds in Folds from effect in (double[])[0, Effect] select (people, folds, effect))
        {
            var studies = Simulate(settings.Quick ? 200 : 1000, people, folds, effect);
            Add(report, studies, people, folds, effect, "AUC", study => study.Figures.Auc, study => study.Truth.Auc);
            Add(report, studies, people, folds, effect, "BA", study => study.Figures.BalancedAccuracy, study => study.Truth.BalancedAccuracy);
        }

        return Task.CompletedTask;
    }

    private static (ImageLevelFigures Figures, Truth Truth)[] Simulate(int count, int people, int folds, double effect)
    {
        var studies = new (ImageLevelFigures Figures, Truth Truth)[count];
        Parallel.For(0, count, i =>
        {
            var study = new SimulatedStudy(people, folds, effect, effect == 0 ? 0 : Fresh, i + 1);
            var kernel = LinearKernel.Of(study.Rows);
            var figures = BaselineFits.Of(study.Plan, kernel, null, "not drawn").Figures.First(row => row is { Kind: BaselineKind.Voxels, Fold: null }).Figures;
            studies[i] = (figures, effect == 0 ? Truth.OfNoise : Truth.Of(study, kernel));
        });
        return studies;
    }

    // A figure that a group does not have, as a slope where one threshold tells all apart, is not counted.
    private void HeldOut(Report report, int count, int people, double effect)
    {
        var truth = Figures(HeldOutFigures.Of(SimulatedGroup.Draw(Crowd, effect, 0)).Figures);
        var groups = new (string Name, Interval Interval)[count][];
        Parallel.For(0, count, i => groups[i] = Figures(HeldOutFigures.Of(SimulatedGroup.Draw(people, effect, i + 1)).Figures));
        for (var figure = 0; figure < truth.Length; figure++)
        {
            var intervals = groups.Select(group => group[figure].Interval).Where(interval => !double.IsNaN(interval.Value)).ToList();
            var covered = intervals.Count(interval => interval.Lower <= truth[figure].Interval.Value && truth[figure].Interval.Value <= interval.Upper) / (double)intervals.Count;
            report.Add(new ReportRow(
                Name,
                string.Create(CultureInfo.InvariantCulture, $"{people} held out, effect {effect}: {truth[figure].Name}"),
                covered.ToString("0.000", CultureInfo.InvariantCulture),
                $"{Least} to {Most}",
                covered is >= Least and <= Most,
                string.Create(CultureInfo.InvariantCulture, $"{intervals.Count} groups; truth {truth[figure].Interval.Value:0.000}, mean {intervals.Average(interval => interval.Value):0.000}, mean width {intervals.Average(interval => interval.Upper - interval.Lower):0.00}")));
        }
    }

    private static (string Name, Interval Interval)[] Figures(ImageLevelFigures figures) =>
    [
        ("AUC", figures.Auc), ("BA", figures.BalancedAccuracy), ("sensitivity", figures.Sensitivity), ("PPV", figures.Ppv), ("NPV", figures.Npv),
        ("average precision", figures.Probabilities.AveragePrecision), ("Brier score", figures.Probabilities.BrierScore),
        ("calibration intercept", figures.Probabilities.CalibrationIntercept), ("calibration slope", figures.Probabilities.CalibrationSlope),
    ];

    private void Add(
        Report report,
        (ImageLevelFigures Figures, Truth Truth)[] studies,
        int people,
        int folds,
        double effect,
        string figure,
        Func<(ImageLevelFigures Figures, Truth Truth), Interval> interval,
        Func<(ImageLevelFigures Figures, Truth Truth), double> truth)
    {
        var covered = studies.Count(study => interval(study).Lower <= truth(study) && truth(study) <= interval(study).Upper) / (double)studies.Length;
        var what = $"{people} people, {(folds == 1 ? "one split" : $"{folds} folds")}, {(effect == 0 ? "noise" : "an effect")}: {figure}";
        report.Add(new ReportRow(
            Name, what, covered.ToString("0.000", CultureInfo.InvariantCulture), $"{Least} to {Most}", covered is >= Least and <= Most,
            string.Create(CultureInfo.InvariantCulture, $"{studies.Length} studies; mean {studies.Average(study => interval(study).Value):0.000}, truth {studies.Average(truth):0.000}, mean width {studies.Average(study => interval(study).Upper - interval(study).Lower):0.00}")));
    }
}
