using System.Collections.Immutable;

namespace SliceActors.Learning.Native.Facts;

/// <summary>
/// Which instruction set oneDNN uses. Inside libtorch it cannot be asked, so this decides as it does: the highest that the processor has, or a lower one that the
/// environment names (oneDNN's documentation, "CPU dispatcher control").
/// </summary>
internal static class OneDnn
{
    /// <summary>What stands for it where it is not used.</summary>
    public const string Unused = "unused";

    /// <summary>From the lowest to the highest, with what each asks for beyond those that it builds upon, in the words of <c>/proc/cpuinfo</c>.</summary>
    private static readonly ImmutableArray<(string Name, string[] Flags)> Sets =
    [
        ("SSE41", ["sse4_1"]),
        ("AVX", ["avx"]),
        ("AVX2", ["avx2"]),
        ("AVX2_VNNI", ["avx2", "avx_vnni"]),
        ("AVX2_VNNI_2", ["avx2", "avx_vnni", "avx_vnni_int8", "avx_ne_convert"]),
        ("AVX512_CORE", ["avx512f", "avx512bw", "avx512vl", "avx512dq"]),
        ("AVX512_CORE_VNNI", ["avx512f", "avx512bw", "avx512vl", "avx512dq", "avx512_vnni"]),
        ("AVX512_CORE_BF16", ["avx512f", "avx512bw", "avx512vl", "avx512dq", "avx512_vnni", "avx512_bf16"]),
        ("AVX512_CORE_FP16", ["avx512f", "avx512bw", "avx512vl", "avx512dq", "avx512_vnni", "avx512_bf16", "avx512_fp16"]),
        ("AVX512_CORE_AMX", ["avx512f", "avx512bw", "avx512vl", "avx512dq", "avx512_vnni", "avx512_bf16", "avx512_fp16", "amx_tile", "amx_int8", "amx_bf16"]),
        ("AVX512_CORE_AMX_FP16", ["avx512f", "avx512bw", "avx512vl", "avx512dq", "avx512_vnni", "avx512_bf16", "avx512_fp16", "amx_tile", "amx_int8", "amx_bf16", "amx_fp16"]),
    ];

    /// <summary>The one that it uses in this process.</summary>
    public static string InstructionSet() =>
        InstructionSet(Processor.Flags, LibcMethods.Variable("ONEDNN_MAX_CPU_ISA") ?? LibcMethods.Variable("DNNL_MAX_CPU_ISA"));

    /// <summary>The one that it uses.</summary>
    /// <param name="flags">What the processor has.</param>
    /// <param name="limit">What the environment allows at most; a word that oneDNN does not know limits nothing.</param>
    internal static string InstructionSet(IReadOnlySet<string> flags, string? limit)
    {
        var last = Sets.ToList().FindIndex(set => string.Equals(set.Name, limit, StringComparison.OrdinalIgnoreCase));
        return Sets.Take(last < 0 ? Sets.Length : last + 1).LastOrDefault(set => Array.TrueForAll(set.Flags, flags.Contains)).Name ?? "none";
    }
}
