using TorchSharp.Modules;
using static TorchSharp.torch;

namespace SliceActors.Learning.Native.Optimisation;

/// <summary>Adam whose whole state can be written to and read from a checkpoint. Used by one thread at a time.</summary>
internal sealed class AdamOptimizer : IDisposable
{
    private readonly Parameter[] parameters;
    private readonly Action<Tensor[], Tensor[], IReadOnlyList<AdamState>, AdamSettings> step;

    /// <summary>Makes an optimizer before its first step.</summary>
    /// <param name="parameters">The parameters that learn, in the order of the network; all get a gradient before each step.</param>
    /// <param name="settings">Learning rate, weight decay.</param>
    /// <param name="fused">Whether to step in one pass over memory; null: wherever it works.</param>
    public AdamOptimizer(IEnumerable<Parameter> parameters, AdamSettings settings, bool? fused = null)
    {
        this.parameters = [.. parameters];
        Settings = settings;
        States = [.. this.parameters.Select(AdamState.Fresh)];
        step = fused ?? FusedAdam.IsAvailable ? FusedAdam.Step : PlainAdam.Step;
    }

    /// <summary>Learning rate, weight decay and the rest.</summary>
    public AdamSettings Settings { get; }

    /// <summary>One state per parameter, in their order. To restore a checkpoint copy into these tensors.</summary>
    public IReadOnlyList<AdamState> States { get; }

    /// <summary>Moves every parameter one step down its gradient.</summary>
    /// <exception cref="InvalidOperationException">A parameter has no gradient.</exception>
    public void Step() => Step(parameters, States);

    /// <summary>Lets several optimizers with the same settings make a step at once, and drops their gradients.</summary>
    /// <exception cref="InvalidOperationException">A parameter has no gradient.</exception>
    public static void StepTogether(IReadOnlyCollection<AdamOptimizer> optimizers)
    {
        optimizers.FirstOrDefault()?.Step([.. optimizers.SelectMany(one => one.parameters)], [.. optimizers.SelectMany(one => one.States)]);
        foreach (var optimizer in optimizers)
        {
            optimizer.ZeroGradients();
        }
    }

    /// <summary>Drops all gradients: the next backward pass writes new ones instead of adding to zeros.</summary>
    public void ZeroGradients()
    {
        foreach (var parameter in parameters)
        {
            parameter.grad = null;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var state in States)
        {
            state.Dispose();
        }
    }

    private void Step(Tensor[] joined, IReadOnlyList<AdamState> states)
    {
        using var scope = NewDisposeScope();
        step(joined, Array.ConvertAll(joined, parameter => parameter.grad ?? throw new InvalidOperationException("A parameter has no gradient.")), states, Settings);
    }
}
