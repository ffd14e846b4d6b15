using static TorchSharp.torch;

namespace SliceActors.Learning.Native.Optimisation;

/// <summary>What Adam remembers of one parameter, with the names and types of PyTorch's optimizer files.</summary>
/// <param name="Step">Number of steps made: float32, no dimensions.</param>
/// <param name="ExpAvg">Mean of the gradients: float32, the parameter's shape.</param>
/// <param name="ExpAvgSq">Mean of the squared gradients: float32, the parameter's shape.</param>
internal sealed record AdamState(Tensor Step, Tensor ExpAvg, Tensor ExpAvgSq) : IDisposable
{
    /// <summary>The state before the first step.</summary>
    public static AdamState Fresh(Tensor parameter)
    {
        using var scope = NewDisposeScope();
        return new AdamState(
            zeros([], float32, parameter.device).MoveToOuterDisposeScope(),
            zeros_like(parameter, requires_grad: false).MoveToOuterDisposeScope(),
            zeros_like(parameter, requires_grad: false).MoveToOuterDisposeScope()).Detached();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Step.Dispose();
        ExpAvg.Dispose();
        ExpAvgSq.Dispose();
    }

    /// <summary>Lives as long as the optimizer, whatever scope was open when it was made.</summary>
    private AdamState Detached()
    {
        Step.DetachFromDisposeScope();
        ExpAvg.DetachFromDisposeScope();
        ExpAvgSq.DetachFromDisposeScope();
        return this;
    }
}
