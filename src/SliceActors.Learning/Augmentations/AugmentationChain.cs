using System.Collections.Immutable;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Augmentations;

/// <summary>The transforms that a training item goes through, one after another.</summary>
/// <param name="Transforms">In order, without <see cref="Augmentation.None"/>; at least one.</param>
/// <param name="Channels">
/// Channels of an item afterwards: 1 while all channels are the same grey slice, those of the network once noise, which is drawn for each channel, makes them
/// differ.
/// </param>
internal sealed record AugmentationChain(ImmutableArray<Augmentation> Transforms, int Channels)
{
    /// <summary>The chain that a command line names.</summary>
    /// <param name="named">As named; duplicates count.</param>
    /// <param name="networkChannels">Channels of the network's first layer.</param>
    /// <returns>Null when nothing is to be transformed.</returns>
    public static AugmentationChain? Of(ImmutableArray<Augmentation> named, int networkChannels)
    {
        var transforms = named.RemoveAll(augmentation => augmentation == Augmentation.None);
        return transforms.IsEmpty ? null : new AugmentationChain(transforms, transforms.Contains(Augmentation.Noise) ? networkChannels : 1);
    }
}
