using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Folds;
using SliceActors.Scoring.HeldOut;
using SliceActors.Scoring.Rows;
using SliceActors.Scoring.Votes;

namespace SliceActors.Scoring.Predictions;

/// <summary>Combines the answers of trained networks on new images: the vote of a fold, and the mean over the folds.</summary>
public static class PredictionMerge
{
    /// <summary>The vote of the networks of a fold; the fold's validation set says what each slice weighs.</summary>
    /// <param name="sessions">The new sessions, all with a label or none.</param>
    /// <param name="networks">Slices and answers of each network, in ascending order; all see the same number of slices.</param>
    /// <param name="networkType"><c>multicnn</c> has figures per slice, <c>cnn</c> one for all.</param>
    /// <param name="weighing">Predictions of the same networks on the validation set.</param>
    /// <param name="vote">How slices are combined.</param>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="fold">The fold.</param>
    /// <exception cref="BadInputException">The slices of the validation table are not those of the networks.</exception>
    public static PredictedSet OfFold(
        ImmutableArray<ScoredSession> sessions,
        ImmutableArray<(SliceRange Slices, SetPredictions Predictions)> networks,
        NetworkType networkType,
        SliceLevelTable weighing,
        VoteSpec vote,
        long seed,
        FoldIndex fold)
    {
        var table = new SliceLevelTable($"the new images (fold {fold})", new PredictionRows(sessions, networks));
        var images = SliceVote.Of(table, weighing, vote);
        var scores = IsLabelled(images.Images)
            ? SetScores.Of(
                table.Rows,
                [.. networks.Select(network => (networkType == NetworkType.Multicnn ? network.Slices.First : (SliceIndex?)null, network.Predictions.TotalLoss))],
                images.Images,
                FoldMerge.BootstrapSeed(seed, fold))
            : null;
        return new PredictedSet(table.Rows, images.Images, scores, Figures(images.Images), images.Warning);
    }

    /// <summary>The mean of the image-level probabilities over the folds; a tie is class 0.</summary>
    /// <param name="folds">Image-level predictions of each fold, of the same sessions in the same order; at least one fold.</param>
    /// <param name="seed">Seed of the run.</param>
    public static PredictedSet OfFolds(IReadOnlyList<ImmutableArray<ImageLevelRow>> folds, long seed)
    {
        ArgumentNullException.ThrowIfNull(folds);
        ImmutableArray<ImageLevelRow> images = [.. folds[0].Select((image, index) => Mean(image, [.. folds.Select(fold => fold[index])]))];
        return new PredictedSet([], images, IsLabelled(images) ? SetScores.Of(images, FoldMerge.BootstrapSeed(seed, new FoldIndex(-1))) : null, Figures(images), null);
    }

    private static ImageLevelRow Mean(ImageLevelRow image, ImageLevelRow[] folds)
    {
        var (proba0, proba1) = (folds.Sum(fold => fold.Proba0) / folds.Length, folds.Sum(fold => fold.Proba1) / folds.Length);
        return image with { PredictedLabel = proba1 > proba0 ? 1 : 0, Proba0 = proba0, Proba1 = proba1 };
    }

    private static HeldOutFigures? Figures(ImmutableArray<ImageLevelRow> images) => IsLabelled(images) ? HeldOutFigures.Of(images) : null;

    private static bool IsLabelled(ImmutableArray<ImageLevelRow> images) => images.All(image => image.TrueLabel is not null);
}
