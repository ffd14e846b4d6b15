using SliceActors.Runs.Machines;
using static TorchSharp.torch;

namespace SliceActors.Learning.Native;

/// <summary>Devices in the words of libtorch.</summary>
internal static class TorchDevices
{
    /// <summary>The device itself; libtorch has one CPU only.</summary>
    public static Device Of(ComputeDevice place) => place.Kind == DeviceKind.Cpu ? CPU : device(TorchSharp.DeviceType.CUDA, place.Index);
}
