namespace SliceActors.Learning.Native.Optimisation;

/// <summary>Settings of Adam (Kingma and Ba, "Adam: a method for stochastic optimization", 2015) with PyTorch's defaults.</summary>
/// <param name="LearningRate">Step size.</param>
/// <param name="WeightDecay">Coupled L2 penalty: <c>weight decay × parameter</c> is added to the gradient before the moments.</param>
internal sealed record AdamSettings(double LearningRate, double WeightDecay)
{
    /// <summary>Decay of the mean of the gradients.</summary>
    public double Beta1 { get; init; } = 0.9;

    /// <summary>Decay of the mean of the squared gradients.</summary>
    public double Beta2 { get; init; } = 0.999;

    /// <summary>Added to the denominator.</summary>
    public double Epsilon { get; init; } = 1e-8;
}
