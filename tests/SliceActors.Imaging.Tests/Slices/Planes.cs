using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Tests.Support;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Tests.Slices;

/// <summary>Single planes through the parts that prepare whole volumes, and the same in the plainest way.</summary>
internal static class Planes
{
    /// <summary>Prepares a plane as the only sagittal slice of a tensor.</summary>
    public static byte[] Prepare(Npy<float> plane, bool unnormalize)
    {
        var volume = new Volume((float[])plane.Values.Clone(), new VolumeShape(1, plane.Rows, plane.Columns), VoxelOrder.LastAxisFastest);
        byte[] pixels = [];
        new SlicePreparer(volume.Shape, volume.Order, SliceDirection.Sagittal, unnormalize)
            .Prepare(volume, new SliceRange(new SliceIndex(0), 1), (_, made) => pixels = made.ToArray());
        return pixels;
    }

    public static byte[] Resize(Npy<byte> plane)
    {
        var turned = new byte[plane.Values.Length];
        Plane.Transpose<byte>(plane.Values, plane.Rows, plane.Columns, turned);
        var pixels = new byte[PreparedSlice.Bytes];
        new SliceResizer(plane.Rows, plane.Columns).Resize(turned, pixels);
        return pixels;
    }

    /// <summary>Min-max, 8 bits and Pillow's bilinear resize, one pixel after the other.</summary>
    public static byte[] PrepareSlowly(float[,] plane)
    {
        var rows = plane.GetLength(0);
        var columns = plane.GetLength(1);
        var least = plane.Cast<float>().Min();
        var most = plane.Cast<float>().Max();
        var quantised = new byte[rows, columns];
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                quantised[r, c] = most == least ? (byte)0 : (byte)(255 * ((plane[r, c] - least) / (most - least)));
            }
        }

        var narrowed = ResizeColumnsSlowly(quantised);
        var done = Turn(ResizeColumnsSlowly(Turn(narrowed)));
        return [.. done.Cast<byte>()];
    }

    private static byte[,] ResizeColumnsSlowly(byte[,] plane)
    {
        var size = plane.GetLength(1);
        var result = new byte[plane.GetLength(0), 224];
        var scale = size / 224.0;
        var support = Math.Max(scale, 1);
        for (var o = 0; o < 224; o++)
        {
            var centre = (o + 0.5) * scale;
            var first = Math.Max(0, (int)(centre - support + 0.5));
            var end = Math.Min(size, (int)(centre + support + 0.5));
            var weights = Enumerable.Range(first, end - first).Select(t => Math.Max(0, 1 - Math.Abs((t - centre + 0.5) / support))).ToArray();
            var whole = weights.Sum();
            for (var r = 0; r < plane.GetLength(0); r++)
            {
                var sum = 1L << 21;
                for (var t = first; t < end; t++)
                {
                    sum += (long)(weights[t - first] / whole * (1 << 22) + 0.5) * plane[r, t];
                }

                result[r, o] = (byte)Math.Clamp(sum >> 22, 0, 255);
            }
        }

        return result;
    }

    private static byte[,] Turn(byte[,] plane)
    {
        var result = new byte[plane.GetLength(1), plane.GetLength(0)];
        for (var r = 0; r < plane.GetLength(0); r++)
        {
            for (var c = 0; c < plane.GetLength(1); c++)
            {
                result[c, r] = plane[r, c];
            }
        }

        return result;
    }
}
