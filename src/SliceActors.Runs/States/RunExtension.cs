using SliceActors.Runs.Events;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Runs.States;

/// <summary>Whether a study is an earlier one taken further: more epochs or more folds, and nothing else.</summary>
internal static class RunExtension
{
    /// <summary>Why a study does not take an earlier one further, as a sentence; null when it does.</summary>
    /// <param name="before">The study as it is.</param>
    /// <param name="spec">The study as it shall be.</param>
    /// <param name="plan">What that means on the data.</param>
    /// <param name="imageDigests">SHA-256 of each image file, in the order of the plan's images.</param>
    public static string? Problem(RunEvents.RunSubmitted before, RunSpec spec, RunPlan plan, IReadOnlyList<string> imageDigests)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(imageDigests);
        if (spec.Optimisation.Epochs < before.Spec.Optimisation.Epochs)
        {
            return $"The study has {before.Spec.Optimisation.Epochs} epochs already, {spec.Optimisation.Epochs} would be fewer.";
        }

        var comparable = spec with
        {
            Optimisation = spec.Optimisation with { Epochs = before.Spec.Optimisation.Epochs },
            Data = spec.Data with { Split = before.Spec.Data.Split },
            Network = spec.Network with { TransferDigest = before.Spec.Network.TransferDigest },
        };
        if (comparable.Digest() != before.Spec.Digest() || plan.Slices != before.Plan.Slices)
        {
            return "Only epochs and folds can be added to a study.";
        }

        var images = plan.Images.Select((image, index) => (image, index)).ToDictionary(entry => (entry.image.ParticipantId, entry.image.SessionId), entry => imageDigests[entry.index]);
        foreach (var fold in before.Plan.Folds)
        {
            if (plan.Folds.FirstOrDefault(planned => planned.Fold == fold.Fold) is not { } again)
            {
                return $"Fold {fold.Fold}, which the study has, would be left out.";
            }

            if (!People(before.Plan, fold).SequenceEqual(People(plan, again)))
            {
                return $"The tables of fold {fold.Fold} are not those that the study began with: other sessions, or other labels.";
            }
        }

        var changed = before.Plan.Images.Where((image, index) => images.TryGetValue((image.ParticipantId, image.SessionId), out var digest) && digest != before.ImageDigests[index]).ToList();
        return changed.Count == 0 ? null : $"{changed[0].Path} is not the image that the study began with.";
    }

    private static IEnumerable<(DataSubset Set, string Participant, string Session, int Label)> People(RunPlan plan, FoldPlan fold) =>
        from subset in Enum.GetValues<DataSubset>()
        from session in fold.Set(subset)
        select (subset, plan.Images[session.Image].ParticipantId, plan.Images[session.Image].SessionId, session.Label);
}
