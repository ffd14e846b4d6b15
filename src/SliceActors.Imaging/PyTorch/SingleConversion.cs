using System.Numerics;
using System.Runtime.InteropServices;

namespace SliceActors.Imaging.PyTorch;

/// <summary>Elements of any type to float32.</summary>
internal static class SingleConversion
{
    public static void Convert(TorchDtype dtype, ReadOnlySpan<byte> source, Span<float> destination)
    {
        switch (dtype)
        {
            case TorchDtype.Float32:
                MemoryMarshal.Cast<byte, float>(source).CopyTo(destination);
                break;
            case TorchDtype.Float64:
                Convert<double>(source, destination);
                break;
            case TorchDtype.Float16:
                Convert<Half>(source, destination);
                break;
            case TorchDtype.BFloat16:
                Widen(MemoryMarshal.Cast<byte, ushort>(source), destination);
                break;
            case TorchDtype.Int64:
                Convert<long>(source, destination);
                break;
            case TorchDtype.Int32:
                Convert<int>(source, destination);
                break;
            case TorchDtype.Int16:
                Convert<short>(source, destination);
                break;
            case TorchDtype.Int8:
                Convert<sbyte>(source, destination);
                break;
            case TorchDtype.UInt8:
                Convert<byte>(source, destination);
                break;
            case TorchDtype.Bool:
                for (var index = 0; index < destination.Length; index++)
                {
                    destination[index] = source[index] == 0 ? 0 : 1;
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(dtype));
        }
    }

    private static void Convert<T>(ReadOnlySpan<byte> source, Span<float> destination)
        where T : unmanaged, INumberBase<T>
    {
        var elements = MemoryMarshal.Cast<byte, T>(source);
        for (var index = 0; index < destination.Length; index++)
        {
            destination[index] = float.CreateTruncating(elements[index]);
        }
    }

    private static void Widen(ReadOnlySpan<ushort> source, Span<float> destination)
    {
        for (var index = 0; index < destination.Length; index++)
        {
            destination[index] = BitConverter.UInt32BitsToSingle((uint)source[index] << 16);
        }
    }
}
