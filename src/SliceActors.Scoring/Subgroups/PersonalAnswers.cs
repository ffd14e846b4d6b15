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

        return Sorted(images.Select((image, i) => new PersonalAnswer(image, folds.Count, wrong[i], slices[i] == 0 ? double.NaN : (double)against[i] / slices[i])));
    }

    /// <summary>Counts for every session of validation sets. Mostly one fold answered; where sets overlap, several did, and their mean counts.</summary>
    /// <param name="study">Answers of the folds of the study.</param>
    /// <param name="repeats">Answers of folds that were trained with other seeds.</param>
    /// <returns>As far from the truth as can be first; equal ones by participant and session.</returns>
    public static ImmutableArray<PersonalAnswer> OfValidation(ImmutableArray<LastEpochRow> study, IReadOnlyList<LastEpochRow> repeats)
    {
        var again = repeats.ToLookup(Session);
        return Sorted(study.GroupBy(Session).Select(session =>
        {
            var (first, all) = (session.First().Image, session.Concat(again[session.Key]).ToList());
            var (zero, one) = (session.Average(row => row.Image.Proba0), session.Average(row => row.Image.Proba1));
            return new PersonalAnswer(
                first with { PredictedLabel = one > zero ? 1 : 0, Proba0 = zero, Proba1 = one },
                all.Count,
                all.Count(row => row.Image.PredictedLabel != first.TrueLabel),
                session.Average(row => row.DisagreeingSlices));
        }));

        static (string, string) Session(LastEpochRow row) => (row.Image.ParticipantId, row.Image.SessionId);
    }

    private static ImmutableArray<PersonalAnswer> Sorted(IEnumerable<PersonalAnswer> answers) =>
    [
        .. answers.OrderByDescending(answer => Math.Abs(answer.Image.TrueLabel!.Value - answer.Image.Proba1))
            .ThenBy(answer => answer.Image.ParticipantId, StringComparer.Ordinal).ThenBy(answer => answer.Image.SessionId, StringComparer.Ordinal),
    ];
}
