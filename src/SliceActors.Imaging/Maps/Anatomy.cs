using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.Pictures;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Maps;

/// <summary>A volume of a study that what was found is shown on.</summary>
public sealed class Anatomy
{
    // Few voxels are much brighter than the head; with them as white the head would be dark.
    private const double White = 0.995;
    private const int SampleStep = 16;

    private readonly float[] voxels;
    private readonly float white;

    private Anatomy(SourceGrid grid, float[] voxels)
    {
        (Grid, this.voxels) = (grid, voxels);
        var sample = new List<float>();
        for (var at = 0; at < voxels.Length; at += SampleStep)
        {
            if (voxels[at] > 0)
            {
                sample.Add(voxels[at]);
            }
        }

        sample.Sort();
        white = sample.Count == 0 ? 1 : sample[(int)(White * (sample.Count - 1))];
    }

    /// <summary>Its voxel grid.</summary>
    public SourceGrid Grid { get; }

    /// <summary>Whether a voxel is inside of what was scanned: above 0.</summary>
    /// <param name="at">Voxel <c>(i, j, k)</c> at <c>i + nx·(j + ny·k)</c>.</param>
    public bool IsHead(int at) => voxels[at] > 0;

    /// <summary>Reads the image of a session.</summary>
    /// <param name="image">Path of a planned image; where only its slices are read, the image that they were cut from.</param>
    /// <param name="preprocessing">Pipeline that made it.</param>
    /// <returns>Null where there are slices only.</returns>
    /// <exception cref="BadInputException">The image is absent, damaged or not an image.</exception>
    public static Anatomy? Read(string image, Preprocessing preprocessing)
    {
        ArgumentNullException.ThrowIfNull(image);
        if (image.Contains('*', StringComparison.Ordinal))
        {
            var tensor = CapsTensors.ImageOf(image);
            return CapsImages.NiftiOf(tensor, preprocessing).Append(tensor).FirstOrDefault(File.Exists) is { } whole ? Read(whole, preprocessing) : null;
        }

        using var reader = new VolumeReader();
        return new Anatomy(SourceGrid.Of(image, preprocessing), FirstAxisFastest(reader.Read(image).Volume));
    }

    /// <summary>A plane as a picture: the first of its two axes to the right, the second upwards.</summary>
    /// <param name="axis">The axis that it is cut across, 0 to 2.</param>
    /// <param name="position">Where, from 0.</param>
    public GreyPicture Cut(int axis, int position)
    {
        var ((across, columns), (up, rows)) = PlaneAxes(axis);
        Span<int> steps = [1, Grid.Shape.Depth, Grid.Shape.Depth * Grid.Shape.Height];
        var picture = new GreyPicture(columns, rows);
        for (var y = 0; y < rows; y++)
        {
            var row = picture.Row(rows - 1 - y);
            for (var x = 0; x < columns; x++)
            {
                var value = voxels[(position * steps[axis]) + (x * steps[across]) + (y * steps[up])];
                row[x] = float.IsNaN(value) ? (byte)0 : (byte)Math.Clamp((value / white * byte.MaxValue) + 0.5f, 0, byte.MaxValue);
            }
        }

        return picture;
    }

    /// <summary>The two axes of a plane and their voxels, ascending.</summary>
    /// <param name="axis">The axis that it is cut across, 0 to 2.</param>
    public ((int Axis, int Length) Across, (int Axis, int Length) Up) PlaneAxes(int axis)
    {
        Span<int> extent = [Grid.Shape.Depth, Grid.Shape.Height, Grid.Shape.Width];
        var (across, up) = (axis == 0 ? 1 : 0, axis == 2 ? 1 : 2);
        return ((across, extent[across]), (up, extent[up]));
    }

    private static float[] FirstAxisFastest(Volume volume)
    {
        if (volume.Order == VoxelOrder.FirstAxisFastest)
        {
            return volume.Voxels.ToArray();
        }

        var shape = volume.Shape;
        var source = volume.Voxels.Span;
        var turned = new float[source.Length];
        var from = 0;
        for (var i = 0; i < shape.Depth; i++)
        {
            for (var j = 0; j < shape.Height; j++)
            {
                var to = i + (shape.Depth * j);
                for (var k = 0; k < shape.Width; k++, to += shape.Depth * shape.Height)
                {
                    turned[to] = source[from++];
                }
            }
        }

        return turned;
    }
}
