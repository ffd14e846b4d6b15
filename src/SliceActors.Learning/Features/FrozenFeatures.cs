using SliceActors.Imaging.Store;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Features;

/// <summary>
/// What the frozen layers of a study's networks make of its slices. All networks of all folds start from the same file, so it is computed once, in
/// evaluation mode, and kept in the cache folder, where other studies with the same layers and slices find it.
/// </summary>
public static class FrozenFeatures
{
    /// <summary>Opens the features of all slices of a study, computing them first when they are absent or damaged.</summary>
    /// <param name="spec">The study; its weights lie where it says.</param>
    /// <param name="slices">Its prepared slices.</param>
    /// <param name="cache">Where features are kept.</param>
    /// <param name="places">What computes, side by side; at least one.</param>
    /// <param name="computed">Told, from the threads that compute, of how many slices features were computed so far, and of how many they will be; not called where they are found.</param>
    /// <param name="cancellation">Stops within a batch; nothing is left behind.</param>
    /// <returns>Null when the layers compute at every step.</returns>
    /// <exception cref="BadInputException">The weights are not those of the network.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static SliceStore? Open(RunSpec spec, SliceStore slices, SliceCache cache, IReadOnlyList<ComputeDevice> places, Action<int, int>? computed, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(places);
        return spec.Network.Frozen == FrozenLayers.Cached
            ? cache.OpenOrCompute(slices, FrozenNetwork.Kind(spec), places.Count, file => new FeatureComputing(spec, slices, file, computed).Run(places, cancellation), cancellation)
            : null;
    }

    /// <summary>Tells before a run starts whether the features fit the disk.</summary>
    /// <returns>A finding when they are neither there nor have room.</returns>
    /// <inheritdoc cref="Open"/>
    public static Finding? CheckSpace(RunSpec spec, SliceStore slices, SliceCache cache)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(cache);
        return spec.Network.Frozen == FrozenLayers.Cached ? cache.CheckSpace(slices, FrozenNetwork.Kind(spec)) : null;
    }
}
