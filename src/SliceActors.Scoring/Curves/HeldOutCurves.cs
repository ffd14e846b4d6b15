using SliceActors.Scoring.Estimates;
using SliceActors.Scoring.Folds;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Curves;

/// <summary>The curve of people whom nothing was chosen by.</summary>
public static class HeldOutCurves
{
    /// <summary>Draws it.</summary>
    /// <param name="images">Sessions with their labels, in any order.</param>
    /// <returns>Null where a class is missing.</returns>
    public static BandedCurve? Of(IReadOnlyCollection<ImageLevelRow> images)
    {
        ArgumentNullException.ThrowIfNull(images);
        var people = ValidationPeople.Of([.. images.Select(image => new ScoredSession(image.ParticipantId, image.SessionId, image.TrueLabel))]);
        return people is { Positives.Length: > 0, Negatives.Length: > 0 }
            ? new BandedCurve(RankCurve.Of([.. images.Select(image => (image.Proba1, image.TrueLabel!.Value))]), people.Count(1), people.Count(0), (double)people.Positives.Length / images.Count)
            : null;
    }
}
