using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Slices;

/// <summary>Cuts float planes out of volumes, each row after row. Owns its buffers: one per thread, no allocation per plane.</summary>
internal sealed class UprightPlanes
{
    private readonly PlaneCutter cutter;
    private readonly VoxelOrder order;
    private readonly int rows;
    private readonly int columns;
    private readonly float[] planes;
    private readonly float[] upright;

    public UprightPlanes(VolumeShape shape, VoxelOrder order, SliceDirection direction)
    {
        Shape = shape;
        this.order = order;
        cutter = new PlaneCutter(shape, order, direction);
        (rows, columns) = shape.SliceSize(direction);
        planes = new float[cutter.PlaneLength * cutter.Together];
        upright = new float[cutter.PlaneLength];
    }

    /// <summary>Takes one plane.</summary>
    /// <param name="slice">Its absolute position.</param>
    /// <param name="plane">Its voxels, which may be changed; valid during the call.</param>
    public delegate void Sink(SliceIndex slice, Memory<float> plane);

    /// <summary>The shape that these planes are cut out of.</summary>
    public VolumeShape Shape { get; }

    /// <summary>Whether a volume can be cut.</summary>
    public bool Fits(Volume volume) => volume.Shape == Shape && volume.Order == order;

    /// <summary>Cuts planes of a volume of this shape and order, in ascending order.</summary>
    public void Cut(Volume volume, SliceRange slices, Sink sink)
    {
        for (var done = 0; done < slices.Count; done += cutter.Together)
        {
            var count = Math.Min(cutter.Together, slices.Count - done);
            cutter.Cut(volume.Voxels.Span, slices.At(done).Value, count, planes);
            for (var i = 0; i < count; i++)
            {
                var plane = planes.AsMemory(i * cutter.PlaneLength, cutter.PlaneLength);
                if (order == VoxelOrder.FirstAxisFastest)
                {
                    // As it lies in such a volume, a plane is turned.
                    Plane.Transpose<float>(plane.Span, columns, rows, upright);
                    plane = upright;
                }

                sink(slices.At(done + i), plane);
            }
        }
    }
}
