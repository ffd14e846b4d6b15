using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Images;

/// <summary>Reads and decodes images of either kind, each file once. Owns its buffers: one reader per thread.</summary>
internal sealed class VolumeReader : IDisposable
{
    private readonly ReadOnce files = new();
    private readonly NiftiDecoder nifti = new();
    private readonly TensorImage tensors = new();

    /// <summary>Bytes fetched from disk since this reader was made.</summary>
    public long BytesRead => files.BytesRead;

    /// <summary>Reads one image; its voxels live until the next call.</summary>
    /// <param name="path">A <c>.nii</c>, <c>.nii.gz</c> or <c>.pt</c> file.</param>
    /// <returns>The voxels and what identifies the bytes they came from.</returns>
    /// <exception cref="BadInputException">The file is absent, damaged or not an image.</exception>
    public (Volume Volume, FileContent Content) Read(string path)
    {
        var content = files.Read(path);
        var volume = Decode(path, content);
        return HoldsNumbers(volume.Voxels.Span) ? (volume, content) : throw BadImage.At(path, "no voxel is a number", "an image");
    }

    private Volume Decode(string path, FileContent content)
    {
        if (NiftiFile.IsNifti(path))
        {
            var (header, voxels) = nifti.Decode(path, content.Bytes);
            return new Volume(voxels, header.Shape, VoxelOrder.FirstAxisFastest);
        }

        return TensorImage.IsTensor(path) ? tensors.Decode(path, content.Bytes) : throw ImageHeader.UnknownKind(path);
    }

    // Ends at the first voxel of nearly every image.
    private static bool HoldsNumbers(ReadOnlySpan<float> voxels)
    {
        foreach (var voxel in voxels)
        {
            if (float.IsFinite(voxel))
            {
                return true;
            }
        }

        return false;
    }

    public void Dispose() => files.Dispose();
}
