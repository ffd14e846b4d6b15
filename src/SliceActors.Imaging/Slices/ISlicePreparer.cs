using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;

namespace SliceActors.Imaging.Slices;

/// <summary>Makes of the slices of volumes of one shape what networks see. Owns its buffers: one per thread.</summary>
internal interface ISlicePreparer
{
    /// <summary>Takes one prepared slice.</summary>
    /// <param name="slice">Its absolute position.</param>
    /// <param name="pixels">Its bytes, as a store keeps them; valid during the call.</param>
    delegate void Sink(SliceIndex slice, ReadOnlySpan<byte> pixels);

    /// <summary>Whether this preparer can take a volume.</summary>
    bool Fits(Volume volume);

    /// <summary>Prepares slices of a volume that fits.</summary>
    void Prepare(Volume volume, SliceRange slices, Sink sink);
}
