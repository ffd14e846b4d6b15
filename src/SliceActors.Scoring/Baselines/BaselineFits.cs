using System.Collections.Immutable;
using MathNet.Numerics.LinearAlgebra;
using SliceActors.Runs.Plans;
using SliceActors.Scoring.Comparisons;
using SliceActors.Scoring.Estimates;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Baselines;

/// <summary>Fits every baseline to the training people of every fold and judges it by the fold's validation people.</summary>
public static class BaselineFits
{
    private const string Alike = "the training images do not differ";

    /// <summary>Fits them.</summary>
    /// <param name="plan">The images and folds of the study.</param>
    /// <param name="kernel">Inner products of all images.</param>
    /// <param name="covariates">Of all images; null when nothing is known of anybody.</param>
    /// <param name="noCovariates">Why nothing is.</param>
    /// <returns>What they make of the validation sets.</returns>
    public static FittedBaselines Of(RunPlan plan, Matrix<double> kernel, ImageCovariates? covariates, string noCovariates)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(kernel);
        ImmutableArray<FoldExamples> folds = [.. plan.Folds.Select(fold => FoldExamples.Of(plan, fold))];
        var majority = Scores(folds, BaselineScores.Majority);
        var known = Scores(folds, fold => covariates is null ? null : BaselineScores.Covariates(fold, covariates));
        var voxels = Scores(folds, fold => BaselineScores.Voxels(fold, kernel));
        return new FittedBaselines(
            [.. Rows(BaselineKind.Majority, majority, string.Empty), .. Rows(BaselineKind.Covariates, known, noCovariates), .. Rows(BaselineKind.Voxels, voxels, Alike)],
            [(BaselineKind.Covariates, Judged(known)), (BaselineKind.Voxels, Judged(voxels))]);
    }

    private static List<(FoldExamples Fold, double[]? Scores)> Scores(ImmutableArray<FoldExamples> folds, Func<FoldExamples, double[]?> score) => [.. folds.Select(fold => (fold, score(fold)))];

    private static ImmutableArray<ValidationFold> Judged(List<(FoldExamples Fold, double[]? Scores)> folds) =>
    [
        .. folds.Where(fold => fold.Scores is not null)
            .Select(fold => ValidationFold.OfScores(fold.Fold.Fold, fold.Fold.Participants.Distinct().Count(), fold.Fold.Sessions, fold.Scores!)),
    ];

    private static IEnumerable<BaselineFigures> Rows(BaselineKind kind, List<(FoldExamples Fold, double[]? Scores)> folds, string reason)
    {
        var judged = folds.Select(fold => (fold.Fold, People: ValidationPeople.Of(fold.Fold.Sessions), fold.Scores)).ToList();
        var known = judged.Where(fold => fold.Scores is not null).Select(fold => (fold.Fold, fold.People, Figures: Judge(fold.People, fold.Scores!))).ToList();
        yield return new BaselineFigures(
            kind,
            null,
            [.. known.Select(fold => fold.Fold.Fold)],
            known.Sum(fold => fold.People.Count(1)),
            known.Sum(fold => fold.People.Count(0)),
            known.Count == 0 ? ImageLevelFigures.None : ImageLevelFigures.Mean([.. known.Select(fold => fold.Figures)]),
            known.Count == 0 ? reason : null);
        foreach (var (fold, people, scores) in judged)
        {
            yield return new BaselineFigures(
                kind,
                fold.Fold,
                scores is null ? [] : [fold.Fold],
                people.Count(1),
                people.Count(0),
                scores is null ? ImageLevelFigures.None : ImageLevelFigures.Mean([Judge(people, scores)]),
                scores is null ? reason : null);
        }
    }

    private static SetFigures Judge(ValidationPeople people, double[] scores) => SetFigures.Of(people, scores, Array.ConvertAll(scores, score => score > 0 ? 1 : 0));
}
