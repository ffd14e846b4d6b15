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

        if (new[] { spec, before.Spec }.Any(study => study.Permutations + study.Repeats > 0))
        {
            return "A study with permutations or repeats cannot be taken further: their networks are not kept. Train a new one, in a folder of its own.";
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

        foreach (var fold in before.Plan.Folds)
        {
            if (plan.Folds.FirstOrDefault(planned => planned.Fold == fold.Fold) is not { } again)
            {
                return $"Fold {fold.Fold}, which the study has, would be left out.";
            }

            var (then, now) = (Sessions(before.Plan, before.ImageDigests, fold).ToList(), Sessions(plan, imageDigests, again).ToList());
            if (!then.Select(session => session.Person).SequenceEqual(now.Select(session => session.Person)))
            {
                return $"The tables of fold {fold.Fold} are not those that the study began with: other sessions, or other labels.";
            }

            if (then.Zip(now).FirstOrDefault(pair => pair.First.Digest != pair.Second.Digest) is { Second.Path: { } changed })
            {
                return $"{changed} is not the image that the study began with.";
            }
        }

        return null;
    }

    private static IEnumerable<((DataSubset, string, string, int) Person, string Path, string Digest)> Sessions(RunPlan plan, IReadOnlyList<string> digests, FoldPlan fold) =>
        from subset in Enum.GetValues<DataSubset>()
        from session in fold.Set(subset)
        let image = plan.Images[session.Image]
        select ((subset, image.ParticipantId, image.SessionId, session.Label), image.Path, digests[session.Image]);
}
