using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;
using SliceActors.Learning.Native.Facts;

namespace SliceActors.Learning.Native;

/// <summary>
/// Keeps libtorch from convolving by oneDNN on virtual machines that hide the caches of their AMD processor. oneDNN 3.7.1 asks for them by CPUID 8000001Dh and takes
/// zeros for a cache of one byte (<c>setCacheHierarchy</c> in its <c>xbyak_util.h</c>); it then lays out channels in blocks whose padding nobody writes, and whatever
/// was in memory before gets into gradients: other numbers in each run, and at times NaN. Instead libtorch takes its own convolutions, which are slower.
/// </summary>
internal static unsafe class HiddenCaches
{
    private const int CacheProperties = unchecked((int)0x8000001D);

    /// <summary>Whether this machine is one of those.</summary>
    public static bool AreHere { get; } = X86Base.IsSupported && AreHidden(Processor.Vendor, X86Base.CpuId(CacheProperties, 0));

    /// <summary>The same for what a processor answers.</summary>
    /// <param name="vendor">Who made it.</param>
    /// <param name="firstCache">What CPUID 8000001Dh says of its first cache.</param>
    internal static bool AreHidden(string vendor, (int Eax, int Ebx, int Ecx, int Edx) firstCache) => vendor == "AuthenticAMD" && firstCache == default;

    /// <summary>Chooses the convolutions for the whole process, where there is a choice to make.</summary>
    /// <param name="libtorch">Handle of libtorch_cpu.</param>
    /// <exception cref="DllNotFoundException">This libtorch cannot be told.</exception>
    public static void Avoid(nint libtorch)
    {
        if (AreHere)
        {
            Disable(libtorch, "_ZN2at7Context20setUserEnabledMkldnnEb");

            // It needs to know the caches, too, and complains on the screen whenever it is tried.
            Disable(libtorch, "_ZN2at7Context20setUserEnabledNNPACKEb");
        }
    }

    private static void Disable(nint libtorch, string setter)
    {
        if (!NativeLibrary.TryGetExport(libtorch, "_ZN2at13globalContextEv", out var context) || !NativeLibrary.TryGetExport(libtorch, setter, out var set))
        {
            throw new DllNotFoundException(
                "This virtual machine hides the caches of its processor, with which oneDNN computes wrongly, and this libtorch cannot be told to do without it. Use a libtorch 2.10.");
        }

        ((delegate* unmanaged<nint, byte, void>)set)(((delegate* unmanaged<nint>)context)(), 0);
    }
}
