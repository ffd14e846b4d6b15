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
        for (var i = 0; i < parameters.Length; i++)
        {
            using var scope = NewDisposeScope();
            var (parameter, state) = (parameters[i], states[i]);
            var gradient = gradients[i].add(parameter, alpha: settings.WeightDecay);
            state.Step.add_(1);
            state.ExpAvg.mul_(settings.Beta1).add_(gradient, alpha: 1 - settings.Beta1);
            state.ExpAvgSq.mul_(settings.Beta2).addcmul_(gradient, gradient, 1 - settings.Beta2);
            var steps = state.Step.item<float>();
            var correction1 = 1 - Math.Pow(settings.Beta1, steps);
            var correction2 = 1 - Math.Pow(settings.Beta2, steps);
            var denominator = state.ExpAvgSq.sqrt().div_(Math.Sqrt(correction2)).add_(settings.Epsilon);
            parameter.addcdiv_(state.ExpAvg, denominator, -settings.LearningRate / correction1);
        }
    }
}
