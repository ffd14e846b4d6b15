using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Slices;

/// <summary>
/// Makes the 8-bit grey images of 224 × 224 pixels that networks see of the slices of a volume: one channel of what ClinicaDL 0.2.1 computes, bit
/// for bit. Owns its buffers: one preparer per thread, no allocation per slice.
/// </summary>
internal sealed class SlicePreparer : ISlicePreparer
{
    /// <summary>Changes whenever the same volume would give other bytes, so that stores of older programs are not taken for new ones.</summary>
    public const int Version = 1;

    private readonly PlaneCutter cutter;
    private readonly VoxelOrder order;
    private readonly bool unnormalize;
    private readonly int rows;
    private readonly int columns;
    private readonly SliceResizer resizer;
    private readonly float[] planes;
    private readonly byte[] quantised;
    private readonly byte[] turned;

    public SlicePreparer(VolumeShape shape, VoxelOrder order, SliceDirection direction, bool unnormalize)
    {
        Shape = shape;
        this.order = order;
        this.unnormalize = unnormalize;
        cutter = new PlaneCutter(shape, order, direction);
        (rows, columns) = shape.SliceSize(direction);
        resizer = new SliceResizer(rows, columns);
        planes = new float[cutter.PlaneLength * cutter.Together];
        quantised = new byte[cutter.PlaneLength];
        turned = new byte[order == VoxelOrder.LastAxisFastest ? cutter.PlaneLength : 0];
    }

    /// <summary>The shape this preparer was made for.</summary>
    public VolumeShape Shape { get; }

    /// <inheritdoc/>
    public bool Fits(Volume volume) => volume.Shape == Shape && volume.Order == order;

    /// <inheritdoc/>
    public void Prepare(Volume volume, SliceRange slices, ISlicePreparer.Sink sink)
    {
        Span<byte> pixels = stackalloc byte[PreparedSlice.Bytes];
        for (var done = 0; done < slices.Count; done += cutter.Together)
        {
            var count = Math.Min(cutter.Together, slices.Count - done);
            cutter.Cut(volume.Voxels.Span, slices.At(done).Value, count, planes);
            for (var i = 0; i < count; i++)
            {
                PreparePlane(planes.AsSpan(i * cutter.PlaneLength, cutter.PlaneLength), pixels);
                sink(slices.At(done + i), pixels);
            }
        }
    }

    private void PreparePlane(Span<float> plane, Span<byte> pixels)
    {
        if (unnormalize)
        {
            Quantiser.Clamp(plane, quantised);
        }
        else
        {
            Quantiser.MinMax(plane, quantised);
        }

        // NIfTI's order in memory is that of the turned slice already.
        if (order == VoxelOrder.FirstAxisFastest)
        {
            resizer.Resize(quantised, pixels);
            return;
        }

        Plane.Transpose<byte>(quantised, rows, columns, turned);
        resizer.Resize(turned, pixels);
    }
}
