using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Slices;

/// <summary>
/// Copies planes out of a volume in the order in which their voxels lie in memory. Across the fastest axis every voxel of a plane lies in another
/// cache line, so as many neighbouring planes as share one are cut together.
/// </summary>
internal sealed class PlaneCutter
{
    private const int FloatsPerCacheLine = 16;

    private readonly int fast;
    private readonly int middle;
    private readonly int slow;
    private readonly int across; // 0 fastest, 1 middle, 2 slowest axis

    public PlaneCutter(VolumeShape shape, VoxelOrder order, SliceDirection direction)
    {
        var firstFastest = order == VoxelOrder.FirstAxisFastest;
        (fast, middle, slow) = firstFastest ? (shape.Depth, shape.Height, shape.Width) : (shape.Width, shape.Height, shape.Depth);
        across = firstFastest ? (int)direction : 2 - (int)direction;
        var (rows, columns) = shape.SliceSize(direction);
        PlaneLength = rows * columns;
        Together = across == 0 ? FloatsPerCacheLine : 1;
    }

    /// <summary>Voxels of a plane.</summary>
    public int PlaneLength { get; }

    /// <summary>Most planes that one call should ask for.</summary>
    public int Together { get; }

    /// <param name="voxels">The volume.</param>
    /// <param name="first">First plane, absolute.</param>
    /// <param name="count">Number of planes, 1 … <see cref="Together"/>.</param>
    /// <param name="planes">Plane after plane.</param>
    public void Cut(ReadOnlySpan<float> voxels, int first, int count, Span<float> planes)
    {
        switch (across)
        {
            case 0:
                for (var p = 0; p < PlaneLength; p += FloatsPerCacheLine)
                {
                    var length = Math.Min(FloatsPerCacheLine, PlaneLength - p);
                    for (var plane = 0; plane < count; plane++)
                    {
                        var target = planes.Slice(plane * PlaneLength + p, length);
                        var from = p * fast + first + plane;
                        for (var i = 0; i < target.Length; i++)
                        {
                            target[i] = voxels[from];
                            from += fast;
                        }
                    }
                }

                break;
            case 1:
                for (var s = 0; s < slow; s++)
                {
                    voxels.Slice((s * middle + first) * fast, fast).CopyTo(planes[(s * fast)..]);
                }

                break;
            default:
                voxels.Slice(first * PlaneLength, PlaneLength).CopyTo(planes);
                break;
        }
    }
}
