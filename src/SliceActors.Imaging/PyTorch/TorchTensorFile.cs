using System.Buffers;
using System.Runtime.InteropServices;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.PyTorch;

/// <summary>Files of <c>torch.save</c> that hold one tensor, such as the images <c>[1, D, H, W]</c> of <c>deeplearning_prepare_data</c>.</summary>
internal static class TorchTensorFile
{
    /// <summary>Reads the shape only, after checking that the elements are all there. Costs a few small reads, whatever the size of the file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>Size of each dimension.</returns>
    /// <exception cref="BadInputException">The file is damaged or holds something else than one tensor.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static int[] ReadShape(string path)
    {
        using var handle = File.OpenHandle(path);
        return Shape(Tensor(FileBytes.Of(handle, path)));
    }

    /// <summary>Reads the shape from the content of a file.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="name">What errors call the file.</param>
    /// <returns>Size of each dimension.</returns>
    /// <exception cref="BadInputException">The file is damaged or holds something else than one tensor.</exception>
    public static int[] ReadShape(ReadOnlyMemory<byte> content, string name) => Shape(Tensor(FileBytes.Of(content, name)));

    /// <summary>Reads all elements, last dimension fastest, whatever their type and order in the file, as float32.</summary>
    /// <param name="path">The file.</param>
    /// <param name="destination">Exactly as many elements as the shape has.</param>
    /// <exception cref="BadInputException">The file is damaged or holds something else than one tensor.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The destination has another length.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static void ReadFloat32(string path, Span<float> destination)
    {
        using var handle = File.OpenHandle(path);
        ReadFloat32(FileBytes.Of(handle, path), destination);
    }

    /// <summary>Reads all elements from the content of a file, last dimension fastest, as float32.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="name">What errors call the file.</param>
    /// <param name="destination">Exactly as many elements as the shape has.</param>
    /// <exception cref="BadInputException">The file is damaged or holds something else than one tensor.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The destination has another length.</exception>
    public static void ReadFloat32(ReadOnlyMemory<byte> content, string name, Span<float> destination) =>
        ReadFloat32(FileBytes.Of(content, name), destination);

    private static void ReadFloat32(FileBytes file, Span<float> destination)
    {
        var tensor = Tensor(file);
        var location = tensor.Storage.Location!;
        if (tensor is { Dtype: TorchDtype.Float32, IsContiguous: true } && tensor.Count == tensor.Storage.Count && destination.Length == tensor.Count)
        {
            // The usual image: straight to where it is wanted.
            var bytes = MemoryMarshal.AsBytes(destination);
            file.ReadInto(location.Offset, bytes);
            TorchContents.Verify(file, location, bytes);
            return;
        }

        if (file.IsInMemory)
        {
            tensor.CopyTo(TorchContents.ReadChecked(file, location).Span, destination);
            return;
        }

        // Images are many and of one size: a pooled buffer saves the page faults of a fresh one, which cost more than the conversion.
        var buffer = ArrayPool<byte>.Shared.Rent((int)location.Length);
        try
        {
            var storage = buffer.AsSpan(0, (int)location.Length);
            file.ReadInto(location.Offset, storage);
            TorchContents.Verify(file, location, storage);
            tensor.CopyTo(storage, destination);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static TorchTensor Tensor(FileBytes file) => TorchContents.Open(file).Root switch
    {
        TorchTensor { Count: > 0 and <= int.MaxValue } tensor when tensor.Storage.ByteLength <= Array.MaxLength => tensor,
        TorchTensor tensor => throw file.Bad($"a tensor of {tensor.Count} elements", "1 to 2^31 - 1 elements in at most 2 GiB"),
        _ => throw file.Bad("the file holds something else than one tensor", "a single tensor"),
    };

    private static int[] Shape(TorchTensor tensor) => [.. tensor.Shape.Select(size => (int)size)];
}
