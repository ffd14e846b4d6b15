using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Scoring.Measures;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Folds;

/// <summary>How well the networks of a fold, and their vote, classify a set.</summary>
/// <param name="Slices">Slice-level figures, one entry per network.</param>
/// <param name="Metrics">Metrics of the images.</param>
/// <param name="Probabilities">Figures of the images' probabilities.</param>
public sealed record SetScores(ImmutableArray<SliceLevelMetrics> Slices, ClassificationMetrics Metrics, ProbabilityMetrics Probabilities)
{
    /// <summary>Scores a set whose labels are known.</summary>
    /// <param name="rows">Slice-level predictions, network after network, all with the same number of rows.</param>
    /// <param name="networks">Slice position (null for a network that sees all) and sum of the cross-entropies of each network.</param>
    /// <param name="images">The images that they vote on.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    internal static SetScores Of(
        IReadOnlyList<SliceLevelRow> rows, ImmutableArray<(SliceIndex? Slice, double TotalLoss)> networks, ImmutableArray<ImageLevelRow> images, ulong seed)
    {
        var participants = Participants(images);
        var perNetwork = rows.Count / networks.Length;
        var examples = Enumerable.Range(0, networks.Length).Select(network => Ranked(rows, network * perNetwork, perNetwork, participants)).Append(Ranked(images, participants)).ToList();
        var probabilities = ParticipantBootstrap.Estimate(examples, participants.Count, seed);
        return new SetScores(
            [.. networks.Select((network, index) => new SliceLevelMetrics(network.Slice, Classified(rows, index * perNetwork, perNetwork), network.TotalLoss, probabilities[index]))],
            Classified(images),
            probabilities[^1]);
    }

    /// <summary>Scores images alone.</summary>
    /// <param name="images">Images with labels.</param>
    /// <param name="seed">Seed of the bootstrap.</param>
    internal static SetScores Of(ImmutableArray<ImageLevelRow> images, ulong seed)
    {
        var participants = Participants(images);
        return new SetScores([], Classified(images), ParticipantBootstrap.Estimate([Ranked(images, participants)], participants.Count, seed)[0]);
    }

    private static Dictionary<string, int> Participants(ImmutableArray<ImageLevelRow> images)
    {
        var participants = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var image in images)
        {
            participants.TryAdd(image.ParticipantId, participants.Count);
        }

        return participants;
    }

    private static RankedExamples Ranked(IReadOnlyList<SliceLevelRow> rows, int first, int count, Dictionary<string, int> participants)
    {
        var (probabilities, labels, owners) = (new double[count], new byte[count], new int[count]);
        for (var i = 0; i < count; i++)
        {
            var row = rows[first + i];
            (probabilities[i], labels[i], owners[i]) = (row.Proba1, (byte)row.TrueLabel!.Value, participants[row.ParticipantId]);
        }

        return new RankedExamples(probabilities, labels, owners);
    }

    private static RankedExamples Ranked(ImmutableArray<ImageLevelRow> images, Dictionary<string, int> participants) => new(
        [.. images.Select(image => image.Proba1)],
        [.. images.Select(image => (byte)image.TrueLabel!.Value)],
        [.. images.Select(image => participants[image.ParticipantId])]);

    private static ClassificationMetrics Classified(IReadOnlyList<SliceLevelRow> rows, int first, int count)
    {
        var counts = default(ConfusionCounts);
        for (var i = first; i < first + count; i++)
        {
            var row = rows[i];
            counts = counts.With(row.TrueLabel!.Value, row.PredictedLabel);
        }

        return counts.ToMetrics();
    }

    private static ClassificationMetrics Classified(ImmutableArray<ImageLevelRow> images) =>
        images.Aggregate(default(ConfusionCounts), (counts, image) => counts.With(image.TrueLabel!.Value, image.PredictedLabel)).ToMetrics();
}
