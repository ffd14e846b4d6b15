using System.Collections.Immutable;
using SliceActors.Imaging.Store;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Rows;
using SliceActors.Studies.Prediction;

namespace SliceActors.Studies.Explanations;

/// <summary>What votes say of the images that are explained.</summary>
internal sealed class ExplainedAnswers
{
    private readonly Dictionary<(Selection, string Model), Dictionary<(string, string), ImageLevelRow>> rows;

    private ExplainedAnswers(IEnumerable<(Selection Selection, string Model, ImmutableArray<ImageLevelRow> Images)> votes) =>
        rows = votes.ToDictionary(vote => (vote.Selection, vote.Model), vote => vote.Images.ToDictionary(image => (image.ParticipantId, image.SessionId)));

    /// <summary>Name of the mean over the folds.</summary>
    public static string Ensemble => "ensemble";

    /// <summary>Takes the answers of the training to its validation sets, or has the networks answer other images.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ExplainedAnswers Of(ExplanationPlan plan, SliceStore store, IReadOnlyList<ComputeDevice> slots, CancellationToken cancellation)
    {
        if (plan.Prediction is not { } prediction)
        {
            return new ExplainedAnswers(plan.Folds.Select(fold => (fold.Trained.Selection, ModelOf(fold.Trained.Fold), fold.Vote.Images)));
        }

        var result = StudyPredictor.Predict(prediction, store, slots, _ => { }, cancellation);
        return new ExplainedAnswers(
        [
            .. result.Folds.Select(entry => (entry.Fold.Selection, ModelOf(entry.Fold.Fold), entry.Set.Images)),
            .. result.Ensembles.Select(mean => (mean.Selection, Ensemble, mean.Set.Images)),
        ]);
    }

    /// <summary>How the networks of a fold go by.</summary>
    public static string ModelOf(FoldIndex fold) => $"{fold}";

    /// <summary>What a vote says of an image.</summary>
    public ImageLevelRow At(Selection selection, string model, SubjectImage image) => rows[(selection, model)][(image.ParticipantId, image.SessionId)];
}
