using System.Collections.Immutable;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Threads;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;

namespace SliceActors.Learning.Explanations;

/// <summary>Explains many networks, several side by side, each on a dedicated thread.</summary>
public static class ParallelExplanation
{
    /// <summary>Looks whether a method can explain a kind of network, before anything is computed.</summary>
    /// <param name="settings">The method.</param>
    /// <param name="architecture">The kind; tried before in a process that nobody needs, where a user made it.</param>
    /// <param name="dropout">Its rate of dropout.</param>
    /// <returns>How many of its layers have weights: what the check with shuffled weights goes through.</returns>
    /// <exception cref="BadInputException">It cannot.</exception>
    public static int Check(ExplanationSettings settings, Architecture architecture, double dropout)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(architecture);
        using var network = NetworkFactory.Build(architecture, new NetworkOptions(dropout), seed: 0);
        if (NetworkExplainer.Misfit(settings, network) is { } misfit)
        {
            throw new BadInputException(misfit);
        }

        return WeightShuffle.Layers(network).Count;
    }

    /// <summary>Makes the map of every slice of all jobs.</summary>
    /// <param name="jobs">The networks.</param>
    /// <param name="slots">What computes: one network runs, and is held in memory, for each; at least one.</param>
    /// <param name="take">Takes the row of the image in the store, the slice, and its map, 224 rows of 224 numbers; called from many threads.</param>
    /// <param name="cancellation">Stops before the next slice.</param>
    /// <exception cref="BadInputException">Model files are absent or of another network: all findings, in the order of the jobs.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static void Explain(IReadOnlyList<ExplanationJob> jobs, IReadOnlyList<ComputeDevice> slots, Action<int, SliceIndex, float[]> take, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(take);
        SideBySide.Run(
            jobs,
            slots,
            "explainer",
            (job, place) =>
            {
                using var explainer = new NetworkExplainer(job, place);
                foreach (var image in job.Images)
                {
                    for (var offset = 0; offset < job.Slices.Count; offset++)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        take(image, job.Slices.At(offset), explainer.Map(image, job.Slices.At(offset)));
                    }
                }

                return true;
            },
            _ => { },
            cancellation);
    }

    /// <summary>Says of each job how alike its maps stay once what its network learned is taken away.</summary>
    /// <param name="jobs">The networks.</param>
    /// <param name="slots">What computes.</param>
    /// <param name="done">Called after each map, from many threads.</param>
    /// <param name="cancellation">Stops before the next layer.</param>
    /// <returns>Of each job the layers, the one nearest to the answer first.</returns>
    /// <inheritdoc cref="Explain" path="/exception"/>
    public static ImmutableArray<LayerLikeness>[] Randomise(IReadOnlyList<ExplanationJob> jobs, IReadOnlyList<ComputeDevice> slots, Action done, CancellationToken cancellation) =>
        SideBySide.Run(
            jobs,
            slots,
            "randomiser",
            (job, place) =>
            {
                using var explainer = new NetworkExplainer(job, place);
                return explainer.Randomise(done, cancellation);
            },
            _ => { },
            cancellation);
}
