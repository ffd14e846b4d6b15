using System.Runtime.InteropServices;

namespace SliceActors.Learning.Native.Facts;

/// <summary>
/// What the driver of CUDA says of the GPUs, in the order in which libtorch counts them: TorchSharp knows only how many there are (CUDA driver API,
/// "Initialization", "Version management", "Device management").
/// </summary>
internal static unsafe class CudaDriver
{
    private const int LongestName = 256;

    /// <summary>Asks it.</summary>
    /// <param name="file">The driver's library.</param>
    /// <returns>The version of CUDA that it offers, for example <c>12.8</c>, and its GPUs; null and none where there is no driver, or it refuses.</returns>
    public static (string? Cuda, IReadOnlyList<Gpu> Gpus) Ask(string file = "libcuda.so.1")
    {
        if (!NativeLibrary.TryLoad(file, out var driver))
        {
            return (null, []);
        }

        var initialize = (delegate* unmanaged<uint, int>)NativeLibrary.GetExport(driver, "cuInit");
        var getVersion = (delegate* unmanaged<int*, int>)NativeLibrary.GetExport(driver, "cuDriverGetVersion");
        var getCount = (delegate* unmanaged<int*, int>)NativeLibrary.GetExport(driver, "cuDeviceGetCount");
        int version, count;
        return initialize(0) == 0 && getVersion(&version) == 0 && getCount(&count) == 0
            ? ($"{version / 1000}.{version % 1000 / 10}", [.. Enumerable.Range(0, count).Select(index => Of(driver, index))])
            : (null, []);
    }

    private static Gpu Of(nint driver, int index)
    {
        var getDevice = (delegate* unmanaged<int*, int, int>)NativeLibrary.GetExport(driver, "cuDeviceGet");
        var getName = (delegate* unmanaged<byte*, int, int, int>)NativeLibrary.GetExport(driver, "cuDeviceGetName");
        var getMemory = (delegate* unmanaged<nuint*, int, int>)NativeLibrary.GetExport(driver, "cuDeviceTotalMem_v2");
        int device;
        nuint memory;
        var name = stackalloc byte[LongestName];
        return getDevice(&device, index) == 0 && getName(name, LongestName, device) == 0 && getMemory(&memory, device) == 0
            ? new Gpu(Marshal.PtrToStringUTF8((nint)name)!, (long)memory)
            : new Gpu("unknown", 0);
    }
}
