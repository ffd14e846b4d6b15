using System.Runtime.InteropServices;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Slices;

/// <summary>Slices as ClinicaDL 1.0.2 to 1.6.1 shows them to its networks: float32 at the size that they have in the volume, one channel of it.</summary>
internal sealed class NativeSlicePreparer(VolumeShape shape, VoxelOrder order, SliceDirection direction, bool unnormalize) : ISlicePreparer
{
    private readonly UprightPlanes planes = new(shape, order, direction);

    /// <inheritdoc/>
    public bool Fits(Volume volume) => planes.Fits(volume);

    /// <inheritdoc/>
    public void Prepare(Volume volume, SliceRange slices, ISlicePreparer.Sink sink) => planes.Cut(volume, slices, (slice, plane) =>
    {
        MakeFinite(plane.Span);
        if (!unnormalize)
        {
            Scale(plane.Span);
        }

        sink(slice, MemoryMarshal.AsBytes<float>(plane.Span));
    });

    /// <summary>NaN becomes 0, an infinity the largest number of its sign: PyTorch's <c>nan_to_num</c>.</summary>
    private static void MakeFinite(Span<float> plane)
    {
        foreach (ref var x in plane)
        {
            x = float.IsNaN(x) ? 0 : Math.Clamp(x, float.MinValue, float.MaxValue);
        }
    }

    /// <summary><c>(x − min)/(max − min)</c>, each step in float32; NaN for a constant slice, which ClinicaDL has no answer to either.</summary>
    private static void Scale(Span<float> plane)
    {
        var least = plane[0];
        var most = plane[0];
        foreach (var x in plane)
        {
            least = Math.Min(least, x);
            most = Math.Max(most, x);
        }

        var range = most - least;
        foreach (ref var x in plane)
        {
            x = (x - least) / range;
        }
    }
}
