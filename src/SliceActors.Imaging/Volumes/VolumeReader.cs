using SliceActors.Runs;

namespace SliceActors.Imaging;

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
        if (NiftiFile.IsNifti(path))
        {
            var (header, voxels) = nifti.Decode(path, content.Bytes);
            return (new Volume(voxels, header.Shape, VoxelOrder.FirstAxisFastest), content);
        }

        return TensorImage.IsTensor(path) ? (tensors.Decode(path, content.Bytes), content) : throw ImageHeader.UnknownKind(path);
    }

    public void Dispose() => files.Dispose();
}
