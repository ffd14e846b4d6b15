using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace SliceActors.Learning.Native;

/// <summary>
/// Keeps oneDNN from computing wrongly on virtual machines that hide the caches of their AMD processor. oneDNN 3.7.1 asks for them by CPUID 8000001Dh and takes
/// zeros for a cache of one byte (<c>setCacheHierarchy</c> in its <c>xbyak_util.h</c>); it then lays out channels in blocks whose padding nobody writes, and whatever
/// was in memory before gets into gradients: other numbers in each run, and at times NaN. It is made to forget that cache; where that cannot be done, libtorch takes its
/// own convolutions, which are slower: measured, a study of ConvNet or Conv5_FC3 took 1.4 to 1.5 times as much.
/// </summary>
internal static unsafe class HiddenCaches
{
    private const int CacheProperties = unchecked((int)0x8000001D);

    /// <summary>Whether libtorch convolves by oneDNN in this process; known when it is loaded.</summary>
    public static bool AllowOneDnn { get; private set; } = true;

    /// <summary>Sees to it that the whole process computes rightly.</summary>
    /// <param name="libtorch">Handle of libtorch_cpu.</param>
    /// <exception cref="DllNotFoundException">This libtorch cannot be told.</exception>
    public static void Avoid(nint libtorch)
    {
        var hidden = AreHidden(Processor.Vendor, X86Base.IsSupported ? X86Base.CpuId(CacheProperties, 0) : null);
        if (hidden == false)
        {
            return;
        }

        var forgotten = OneDnnCaches.TryForget();
        if (forgotten || hidden == true)
        {
            // It needs to know the caches, too, and complains on the screen whenever it is tried.
            Disable(libtorch, "_ZN2at7Context20setUserEnabledNNPACKEb");
        }

        if (!forgotten && hidden == true)
        {
            Disable(libtorch, "_ZN2at7Context20setUserEnabledMkldnnEb");
            AllowOneDnn = false;
        }
    }

    /// <summary>Whether this machine is one of those.</summary>
    /// <param name="vendor">Who made the processor.</param>
    /// <param name="firstCache">What CPUID 8000001Dh says of its first cache; null where .NET may not ask (<c>DOTNET_EnableHWIntrinsic=0</c>).</param>
    /// <returns>Null when that is not known: what oneDNN noted tells, if it can be found.</returns>
    internal static bool? AreHidden(string vendor, (int Eax, int Ebx, int Ecx, int Edx)? firstCache) => vendor == "AuthenticAMD" ? firstCache is { } found ? found == default : null : false;

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
