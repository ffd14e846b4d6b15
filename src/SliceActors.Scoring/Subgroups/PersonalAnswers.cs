using System.Collections.Immutable;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Subgroups;

/// <summary>Counts for every session how many folds and slices disagree with the vote and with the truth.</summary>
internal static class PersonalAnswers
{
    /// <summary>Counts.</summary>
    /// <param name="images">Predictions of the vote, with labels.</param>
    /// <param name="folds">Predictions of each fold.</param>
    /// <returns>As far from the truth as can be first; equal ones by participant and session.</returns>
    public static ImmutableArray<PersonalAnswer> Of(ImmutableArray<ImageLevelRow> images, IReadOnlyList<(ImmutableArray<ImageLevelRow> Images, IReadOnlyList<SliceLevelRow> Slices)> folds)
    {
        var ranks = images.Select((image, i) => (image, i)).ToDictionary(entry => (entry.image.ParticipantId, entry.image.SessionId), entry => entry.i);
        var (wrong, slices, against) = (new int[images.Length], new int[images.Length], new int[images.Length]);
        foreach (var (foldImages, foldSlices) in folds)
        {
            foreach (var image in foldImages)
            {
                wrong[ranks[(image.ParticipantId, image.SessionId)]] += image.PredictedLabel == image.TrueLabel ? 0 : 1;
            }

            for (var row = 0; row < foldSlices.Count; row++)
            {
                var slice = foldSlices[row];
                var rank = ranks[(slice.ParticipantId, slice.SessionId)];
                slices[rank]++;
                against[rank] += slice.PredictedLabel == images[rank].PredictedLabel ? 0 : 1;
            }
        }

        return
        [
            .. images.Select((image, i) => new PersonalAnswer(image, folds.Count, wrong[i], slices[i] == 0 ? double.NaN : (double)against[i] / slices[i]))
                .OrderByDescending(answer => Math.Abs(answer.Image.TrueLabel!.Value - answer.Image.Proba1))
                .ThenBy(answer => answer.Image.ParticipantId, StringComparer.Ordinal).ThenBy(answer => answer.Image.SessionId, StringComparer.Ordinal),
        ];
    }
}
