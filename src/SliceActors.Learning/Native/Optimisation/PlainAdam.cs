using TorchSharp;
using static TorchSharp.torch;

namespace SliceActors.Learning.Native.Optimisation;

/// <summary>The Adam step in TorchSharp's public operations: what <see cref="FusedAdam"/> is measured against, and used where that is not to be had.</summary>
internal static class PlainAdam
{
    /// <summary>One step of all parameters (Kingma and Ba 2015, algorithm 1, with coupled weight decay).</summary>
    /// <param name="parameters">Changed in place.</param>
    /// <param name="gradients">One per parameter; left as they are.</param>
    /// <param name="states">One per parameter; changed in place.</param>
    /// <param name="settings">Step size, decays, epsilon.</param>
    public static void Step(Tensor[] parameters, Tensor[] gradients, IReadOnlyList<AdamState> states, AdamSettings settings)
    {
        using var noGradient = no_grad();

        // Held: left to TorchSharp they may be collected while libtorch reads them.
        using var one = 1.ToScalar();
        using var weightDecay = settings.WeightDecay.ToScalar();
        using var beta1 = settings.Beta1.ToScalar();
        using var rest1 = (1 - settings.Beta1).ToScalar();
        using var beta2 = settings.Beta2.ToScalar();
        using var rest2 = (1 - settings.Beta2).ToScalar();
        using var epsilon = settings.Epsilon.ToScalar();
        for (var i = 0; i < parameters.Length; i++)
        {
            using var scope = NewDisposeScope();
            var (parameter, state) = (parameters[i], states[i]);
            var gradient = gradients[i].add(parameter, alpha: weightDecay);
            state.Step.add_(one, one);
            state.ExpAvg.mul_(beta1).add_(gradient, alpha: rest1);
            state.ExpAvgSq.mul_(beta2).addcmul_(gradient, gradient, rest2);
            var steps = state.Step.item<float>();
            var correction1 = 1 - Math.Pow(settings.Beta1, steps);
            var correction2 = 1 - Math.Pow(settings.Beta2, steps);
            using var root2 = Math.Sqrt(correction2).ToScalar();
            using var step = (-settings.LearningRate / correction1).ToScalar();
            var denominator = state.ExpAvgSq.sqrt().div_(root2).add_(epsilon, one);
            parameter.addcdiv_(state.ExpAvg, denominator, step);
        }
    }
}
