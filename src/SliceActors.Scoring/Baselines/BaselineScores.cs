using MathNet.Numerics.LinearAlgebra;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Baselines;

/// <summary>Fits baselines to the training people of a fold and scores its validation people. A score above 0 speaks for class 1.</summary>
internal static class BaselineScores
{
    /// <summary>Scores by the class that is more frequent in the training set; class 0 when none is.</summary>
    public static double[] Majority(FoldExamples fold)
    {
        var score = Math.Sign((2 * fold.Labels.Count(label => label == 1)) - fold.Labels.Length);
        return [.. fold.Validation.Select(_ => (double)score)];
    }

    /// <summary>Scores by logistic regression on covariates.</summary>
    /// <param name="fold">The fold.</param>
    /// <param name="covariates">Of each image of the study.</param>
    public static double[] Covariates(FoldExamples fold, ImageCovariates covariates)
    {
        var sites = covariates.SitesOf(fold.Train);
        var model = LogisticRegression.Fit([.. fold.Train.Select(image => covariates.Row(image, sites))], fold.Labels);
        return [.. fold.Validation.Select(image => model.Score(covariates.Row(image, sites)))];
    }

    /// <summary>Scores by ridge regression on coarse voxels.</summary>
    /// <param name="fold">The fold.</param>
    /// <param name="kernel">Inner products of all images of the study.</param>
    /// <returns>Null when the images of the training set do not differ.</returns>
    public static double[]? Voxels(FoldExamples fold, Matrix<double> kernel) =>
        KernelRidge.Fit(kernel, fold.Train, fold.Labels, fold.Participants) is { } model
            ? [.. fold.Validation.Select(image => model.Score(kernel, image))]
            : null;
}
