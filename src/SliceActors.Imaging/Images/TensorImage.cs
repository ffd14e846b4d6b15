using SliceActors.Imaging.PyTorch;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Images;

/// <summary>Image tensors <c>[1, D, H, W]</c> as <c>clinicadl extract</c> writes them. The buffer grows to the largest image and is used again.</summary>
internal sealed class TensorImage
{
    private float[] voxels = [];

    public static bool IsTensor(string path) => path.EndsWith(".pt", StringComparison.Ordinal);

    /// <summary>Shape of an image, without its voxels.</summary>
    /// <exception cref="BadInputException">The file is absent, damaged or holds another tensor.</exception>
    public static VolumeShape ReadShape(string path)
    {
        try
        {
            return Shape(path, TorchTensorFile.ReadShape(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw BadImage.Unreadable(path, error);
        }
    }

    /// <summary>Decodes an image; the voxels, last axis fastest, live until the next call.</summary>
    /// <exception cref="BadInputException">The file is damaged or holds another tensor.</exception>
    public Volume Decode(string path, ReadOnlyMemory<byte> content)
    {
        var shape = Shape(path, TorchTensorFile.ReadShape(content, path));
        var count = (int)shape.VoxelCount;
        if (voxels.Length < count)
        {
            voxels = GC.AllocateUninitializedArray<float>(count);
        }

        TorchTensorFile.ReadFloat32(content, path, voxels.AsSpan(0, count));
        return new Volume(voxels.AsMemory(0, count), shape, VoxelOrder.LastAxisFastest);
    }

    private static VolumeShape Shape(string path, int[] sizes) => sizes is [1, var depth, var height, var width]
        ? new VolumeShape(depth, height, width)
        : throw BadImage.At(path, $"a tensor of shape [{string.Join(", ", sizes)}]", "[1, D, H, W], one channel of a volume");
}
