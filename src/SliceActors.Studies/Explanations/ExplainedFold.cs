using System.Collections.Immutable;
using SliceActors.Runs.Plans;
using SliceActors.Scoring.Predictions;
using SliceActors.Studies.Prediction;

namespace SliceActors.Studies.Explanations;

/// <summary>The networks of a fold and selection, and whom they are explained on: people from whom they did not learn, unless somebody asks for others.</summary>
/// <param name="Trained">The networks.</param>
/// <param name="Vote">What each slice weighs, and what the vote says of the people that weigh it.</param>
/// <param name="Images">Rows of the plan's images.</param>
public sealed record ExplainedFold(TrainedFold Trained, WeighedVote Vote, ImmutableArray<int> Images)
{
    /// <summary>Networks, cut down to the slices that take part in the vote; one run of slices after the other.</summary>
    public ImmutableArray<(SliceRange Slices, string ModelFile)> Parts =>
    [
        .. Trained.Networks.SelectMany(network => Enumerable.Range(0, network.Slices.Count).Select(network.Slices.At)
            .Where(slice => Vote.Shares.GetValueOrDefault(slice) > 0).Select(slice => (new SliceRange(slice, 1), network.ModelFile))),
    ];

    /// <summary>Who is looked at by the check with shuffled weights: the first image of each class.</summary>
    /// <param name="images">The images of the plan.</param>
    public ImmutableArray<int> Checked(ImmutableArray<SubjectImage> images) =>
        [.. Images.GroupBy(image => images[image].Label).OrderBy(sessions => sessions.Key).Select(sessions => sessions.First())];
}
