using MathNet.Numerics.LinearAlgebra;
using SliceActors.Runs.Plans;
using SliceActors.Scoring.Baselines;

namespace SliceActors.Benchmarks.Coverage;

/// <summary>How good the models of the folds are on people whom nobody has seen, on average: what the mean over the folds estimates.</summary>
/// <param name="Auc">Area under the ROC curve.</param>
/// <param name="BalancedAccuracy">Balanced accuracy.</param>
internal sealed record Truth(double Auc, double BalancedAccuracy)
{
    /// <summary>Where the classes do not differ.</summary>
    public static Truth OfNoise { get; } = new(0.5, 0.5);

    /// <summary>Fits the models again and applies them.</summary>
    /// <param name="study">The study.</param>
    /// <param name="kernel">Inner products of all its images.</param>
    public static Truth Of(SimulatedStudy study, Matrix<double> kernel)
    {
        var folds = study.Plan.Folds.Select(fold => OfFold(study, fold, kernel)).ToList();
        return new Truth(folds.Average(truth => truth.Auc), folds.Average(truth => truth.BalancedAccuracy));
    }

    private static Truth OfFold(SimulatedStudy study, FoldPlan fold, Matrix<double> kernel)
    {
        var model = KernelRidge.Fit(
            kernel,
            [.. fold.Train.Select(session => session.Image)],
            [.. fold.Train.Select(session => session.Label)],
            [.. fold.Train.Select(session => study.Plan.Images[session.Image].ParticipantId)])!;
        var scores = study.Fresh.ToLookup(session => session.Label, session => model.Score(kernel, session.Image));
        var pairs = scores[1].SelectMany(_ => scores[0], (positive, negative) => positive > negative ? 1 : positive == negative ? 0.5 : 0);
        return new Truth(pairs.Average(), (scores[1].Average(score => score > 0 ? 1 : 0) + scores[0].Average(score => score > 0 ? 0 : 1.0)) / 2);
    }
}
