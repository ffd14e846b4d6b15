using System.Runtime.InteropServices;
using TorchSharp;

namespace SliceActors.Learning.Native.Facts;

/// <summary>Which code path the MKL inside libtorch takes (oneMKL's developer guide, "Conditional numerical reproducibility").</summary>
internal static unsafe class Mkl
{
    private const int All = -1;
    private const int Auto = 2;
    private const int Strict = 0x10000;

    /// <summary>The names of its branches, by their numbers in <c>mkl_cbwr.h</c>. The first three leave the choice to MKL.</summary>
    private static readonly string[] Branches =
        ["default", "default", "AUTO", "COMPATIBLE", "SSE2", "SSE3", "SSSE3", "SSE4_1", "SSE4_2", "AVX", "AVX2", "AVX512_MIC", "AVX512", "AVX512_MIC_E1", "AVX512_E1"];

    /// <summary>
    /// The branch that the environment names, or the way in which MKL chooses one with what it chooses here: on processors of other makers than its own it
    /// does not name that.
    /// </summary>
    /// <returns>Null when this libtorch has no MKL that can be asked.</returns>
    public static string? CodePath() =>
        Number("mkl_serv_cbwr_get", All) is { } set && Number("mkl_serv_cbwr_get_auto_branch", All) is { } chosen ? CodePath(set, chosen, Processor.Vendor) : null;

    /// <summary>The same for what MKL answers.</summary>
    /// <param name="set">The branch that is set, perhaps with the mark that results may not even depend on where data lie.</param>
    /// <param name="chosen">The branch that it would choose.</param>
    /// <param name="vendor">Who made the processor.</param>
    internal static string CodePath(int set, int chosen, string vendor)
    {
        var branch = set & ~Strict;
        var path = branch > Auto ? Name(branch) : $"{Name(branch)} {(chosen > Auto ? Name(chosen) : vendor)}";
        return (set & Strict) != 0 ? $"{path} STRICT" : path;
    }

    private static string Name(int branch) => branch >= 0 && branch < Branches.Length ? Branches[branch] : $"branch {branch}";

    private static int? Number(string function, int argument) =>
        NativeLibrary.TryLoad("torch_cpu", typeof(torch).Assembly, null, out var library) && NativeLibrary.TryGetExport(library, function, out var address)
            ? ((delegate* unmanaged<int, int>)address)(argument)
            : null;
}
