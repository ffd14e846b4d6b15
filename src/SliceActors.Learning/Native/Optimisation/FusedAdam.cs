using TorchSharp;
using static TorchSharp.torch;

namespace SliceActors.Learning.Native.Optimisation;

/// <summary>
/// The Adam step of all parameters in one pass over memory: libtorch has it (<c>_fused_adam_</c>), TorchSharp does not, TorchScript reaches it.
/// A ResNet-18 step takes a quarter of the time of <see cref="PlainAdam"/>.
/// </summary>
internal static class FusedAdam
{
    /// <summary>The CPU kernel came with this version; with an older one TorchScript would end the process while compiling.</summary>
    private static readonly Version FirstVersion = new(2, 4);

    /// <summary>TorchScript ends the process on a script that it cannot parse: this text is constant, and its last line must be terminated.</summary>
    private const string Script = """
        def adam(ps: List[Tensor], gs: List[Tensor], m: List[Tensor], v: List[Tensor], st: List[Tensor],
                 lr: float, beta1: float, beta2: float, weight_decay: float, eps: float):
            torch._foreach_add_(st, 1)
            torch._fused_adam_(ps, gs, m, v, [], st, lr=lr, beta1=beta1, beta2=beta2, weight_decay=weight_decay, eps=eps,
                               amsgrad=False, maximize=False)
            return 0

        """;

    private static readonly Lazy<jit.CompilationUnit?> Unit = new(Probe);

    /// <summary>Whether this libtorch has it and computes what <see cref="PlainAdam"/> computes. The first call compiles and compares.</summary>
    public static bool IsAvailable => Unit.Value is not null;

    /// <summary>One step; the arguments are those of <see cref="PlainAdam.Step"/>.</summary>
    public static void Step(Tensor[] parameters, Tensor[] gradients, IReadOnlyList<AdamState> states, AdamSettings settings) =>
        Run(Unit.Value!, parameters, gradients, states, settings);

    private static void Run(jit.CompilationUnit unit, Tensor[] parameters, Tensor[] gradients, IReadOnlyList<AdamState> states, AdamSettings settings)
    {
        using var noGradient = no_grad();
        using var scope = NewDisposeScope();

        // Given as numbers they become scalars that nothing holds: the garbage collector may take them away while libtorch reads them.
        using var learningRate = settings.LearningRate.ToScalar();
        using var beta1 = settings.Beta1.ToScalar();
        using var beta2 = settings.Beta2.ToScalar();
        using var weightDecay = settings.WeightDecay.ToScalar();
        using var epsilon = settings.Epsilon.ToScalar();
        unit.invoke(
            "adam",
            parameters,
            gradients,
            states.Select(state => state.ExpAvg).ToArray(),
            states.Select(state => state.ExpAvgSq).ToArray(),
            states.Select(state => state.Step).ToArray(),
            learningRate,
            beta1,
            beta2,
            weightDecay,
            epsilon);
    }

    private static jit.CompilationUnit? Probe()
    {
        if (!System.Version.TryParse(LibtorchWords.Version(), out var version) || version < FirstVersion)
        {
            return null;
        }

        using var scope = NewDisposeScope();
        var unit = jit.compile(Script);
        var settings = new AdamSettings(0.01, 0.1);
        var gradients = new[] { linspace(-1, 1, 5), ones(2, 3) };
        var fused = new[] { linspace(0, 2, 5), full([2, 3], 0.5) };
        var plain = fused.Select(tensor => tensor.clone()).ToArray();
        var fusedStates = fused.Select(AdamState.Fresh).ToArray();
        var plainStates = plain.Select(AdamState.Fresh).ToArray();
        for (var i = 0; i < 3; i++)
        {
            Run(unit, fused, gradients, fusedStates, settings);
            PlainAdam.Step(plain, gradients, plainStates, settings);
        }

        var same = fused.Zip(plain).All(pair => pair.First.allclose(pair.Second, rtol: 1e-5, atol: 1e-6))
            && fusedStates.All(state => state.Step.item<float>() == 3);
        Array.ForEach([.. fusedStates, .. plainStates], state => state.Dispose());
        if (!same)
        {
            unit.Dispose();
        }

        return same ? unit : null;
    }
}
