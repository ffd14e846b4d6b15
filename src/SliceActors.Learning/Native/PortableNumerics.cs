using SliceActors.Runs.Machines;

namespace SliceActors.Learning.Native;

/// <summary>
/// Lets x86-64 processors of different makers and years compute the same bytes: libtorch and the libraries in it otherwise each take the newest instructions that
/// they find, and MKL other ones on other makers' processors.
/// </summary>
public static class PortableNumerics
{
    private static readonly (string Variable, string Value)[] Limits =
    [
        ("ATEN_CPU_CAPABILITY", "avx2"),
        ("ONEDNN_MAX_CPU_ISA", "AVX2"),

        // The one code path that MKL takes on processors of other makers than its own, too.
        ("MKL_CBWR", "COMPATIBLE"),
    ];

    /// <summary>Limits this process and those that it starts. Has to come before libtorch computes anything: it looks once.</summary>
    public static void Enforce()
    {
        foreach (var (variable, value) in Limits)
        {
            // .NET keeps variables of its own, which only processes that it starts get to see.
            LibcMethods.SetVariable(variable, value, overwrite: 1);
            Environment.SetEnvironmentVariable(variable, value);
        }
    }

    /// <summary>Whether a machine computes like this: one whose processor lacks AVX2 does not, whatever it is told.</summary>
    public static bool AreThose(Numerics numerics)
    {
        ArgumentNullException.ThrowIfNull(numerics);
        return numerics is { Kernels: "AVX2", Convolutions: "AVX2", Algebra: "COMPATIBLE" };
    }
}
