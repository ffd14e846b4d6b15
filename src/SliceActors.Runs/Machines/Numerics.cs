namespace SliceActors.Runs.Machines;

/// <summary>
/// What decides, besides the study and its threads, which bytes a machine computes: two machines that are equal in this give equal results. Each part is a
/// short word that is compared and shown, and never taken apart.
/// </summary>
/// <param name="Libtorch">Version of libtorch.</param>
/// <param name="Kernels">Instruction set that libtorch's own kernels use.</param>
/// <param name="Convolutions">Instruction set that oneDNN uses.</param>
/// <param name="Algebra">Code path that MKL uses.</param>
/// <param name="Adam">How the optimizer steps.</param>
/// <param name="Device">What computes: the CPU, or which GPU with which CUDA.</param>
public sealed record Numerics(string Libtorch, string Kernels, string Convolutions, string Algebra, string Adam, string Device)
{
    private IEnumerable<(string Name, string Value)> Parts =>
        [("libtorch", Libtorch), ("ATen", Kernels), ("oneDNN", Convolutions), ("MKL", Algebra), ("Adam", Adam), ("device", Device)];

    /// <summary>Whether a machine that computes like this may work on a study.</summary>
    /// <param name="began">What the study began with; null when it is not known, as in studies of earlier versions: any machine may work on those.</param>
    public bool Matches(Numerics? began) => began is null || began == this;

    /// <summary>In what a machine that computes like this is unlike the one that a study began on, for people: <c>ATen AVX2 instead of AVX512</c>.</summary>
    /// <param name="began">What the study began with.</param>
    /// <returns>Empty when nothing differs.</returns>
    public string DifferenceFrom(Numerics began)
    {
        ArgumentNullException.ThrowIfNull(began);
        return string.Join(", ", Parts.Zip(began.Parts).Where(pair => pair.First != pair.Second).Select(pair => $"{pair.First.Name} {pair.First.Value} instead of {pair.Second.Value}"));
    }

    /// <summary>All parts on one line: <c>libtorch 2.10.0, ATen AVX2, oneDNN AVX2, MKL COMPATIBLE, Adam fused, device CPU</c>.</summary>
    public override string ToString() => string.Join(", ", Parts.Select(part => $"{part.Name} {part.Value}"));
}
