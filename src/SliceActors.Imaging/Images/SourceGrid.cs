using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Images;

/// <summary>The voxel grid that slices were cut from: its extent and where it lies in the world.</summary>
/// <param name="Shape">Voxels along the three axes.</param>
/// <param name="Affine">Voxel to world.</param>
public sealed record SourceGrid(VolumeShape Shape, VoxelToWorld Affine)
{
    /// <summary>The same place in the words of the image's own header; null where no header says it.</summary>
    public NiftiSpace? Space { get; init; }

    /// <summary>Where the two ends of an axis point to, nearest: left, right, posterior, anterior, inferior, superior.</summary>
    /// <param name="axis">0 to 2.</param>
    public (char First, char Last) Ends(int axis)
    {
        var row = Enumerable.Range(0, 3).MaxBy(row => Math.Abs(Affine[row, axis]));
        var (low, high) = ("LPI"[row], "RAS"[row]);
        return Affine[row, axis] >= 0 ? (low, high) : (high, low);
    }

    /// <summary>Whether another grid has the same voxels at the same places.</summary>
    public bool IsSame(SourceGrid other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Shape == other.Shape && Enumerable.Range(0, 12).All(entry => Affine[entry / 4, entry % 4] == other.Affine[entry / 4, entry % 4]);
    }

    /// <summary>
    /// The grid of an image. A <c>.pt</c> tensor says nothing of the world: the NIfTI file that it was made of does, when it lies in the same session folder
    /// and has the same shape; else voxels are taken for millimetres, the first one at the origin.
    /// </summary>
    /// <param name="image">Absolute path of a <c>.pt</c>, <c>.nii</c> or <c>.nii.gz</c> image.</param>
    /// <param name="preprocessing">Pipeline that made it.</param>
    /// <exception cref="BadInputException">The image cannot be read.</exception>
    public static SourceGrid Of(string image, Preprocessing preprocessing)
    {
        var shape = ImageHeader.Read(image);
        var nifti = NiftiFile.IsNifti(image) ? image : CapsImages.NiftiOf(image, preprocessing).FirstOrDefault(File.Exists);
        return nifti is not null && NiftiHeader.Read(nifti) is var header && header.Shape == shape
            ? new SourceGrid(shape, header.Affine) { Space = header.Space }
            : new SourceGrid(shape, VoxelToWorld.Isotropic(1, 0, 0, 0));
    }

    /// <summary>
    /// The grid of an image of which only slices are read: that of the NIfTI file, or else the tensor, in the same session folder when its slices have their
    /// size; else voxels are taken for millimetres, the first one at the origin.
    /// </summary>
    /// <param name="slices">A path that <see cref="CapsTensors.Slices"/> made.</param>
    /// <param name="preprocessing">Pipeline that made the image.</param>
    /// <param name="direction">The cut.</param>
    /// <param name="slice">A slice that was extracted, absolute position.</param>
    /// <exception cref="BadInputException">The slice cannot be read.</exception>
    public static SourceGrid OfExtraction(string slices, Preprocessing preprocessing, SliceDirection direction, SliceIndex slice)
    {
        var (rows, columns) = ExtractedSliceReader.ReadSize(CapsTensors.Slice(slices, slice));
        var tensor = CapsTensors.ImageOf(slices);
        var image = CapsImages.NiftiOf(tensor, preprocessing).Append(tensor).FirstOrDefault(path => ImageHeader.Read(path, [])?.SliceSize(direction) == (rows, columns));
        return image is not null ? Of(image, preprocessing) : new SourceGrid(
            direction switch
            {
                SliceDirection.Sagittal => new VolumeShape(1, rows, columns),
                SliceDirection.Coronal => new VolumeShape(rows, 1, columns),
                _ => new VolumeShape(rows, columns, 1),
            },
            VoxelToWorld.Isotropic(1, 0, 0, 0));
    }

    /// <summary>
    /// The grid of one slice that was resized to <paramref name="side"/> × <paramref name="side"/> pixels, as a volume of one voxel along the cut axis. A
    /// pixel covers the part of the slice that it was computed from: pixel centres are spread evenly, the outer edges of slice and picture coincide.
    /// </summary>
    /// <param name="direction">The cut.</param>
    /// <param name="slice">Absolute position.</param>
    /// <param name="side">Rows and columns after resizing.</param>
    public SourceGrid OfSlice(SliceDirection direction, SliceIndex slice, int side)
    {
        var cut = (int)direction;
        Span<int> extent = [Shape.Depth, Shape.Height, Shape.Width];
        Span<double> steps = stackalloc double[3];
        Span<double> first = stackalloc double[3];
        for (var axis = 0; axis < 3; axis++)
        {
            steps[axis] = axis == cut ? 1 : (double)extent[axis] / side;
            first[axis] = axis == cut ? slice.Value : (steps[axis] - 1) / 2;
            extent[axis] = axis == cut ? 1 : side;
        }

        Span<double> entries = stackalloc double[12];
        for (var row = 0; row < 3; row++)
        {
            entries[(row * 4) + 3] = Affine[row, 3];
            for (var axis = 0; axis < 3; axis++)
            {
                entries[(row * 4) + axis] = Affine[row, axis] * steps[axis];
                entries[(row * 4) + 3] += Affine[row, axis] * first[axis];
            }
        }

        return new SourceGrid(new VolumeShape(extent[0], extent[1], extent[2]), new VoxelToWorld(entries));
    }
}
