namespace SliceActors.Learning.Explanations;

/// <summary>How what a network makes of a slice is traced back to the pixels.</summary>
public enum ExplanationMethod
{
    /// <summary>Mean gradient over noisy copies of the slice.</summary>
    SmoothGrad,

    /// <summary>Gradient along the way from a black picture to the slice, times the slice.</summary>
    IntegratedGradients,

    /// <summary>What the score loses when a patch is blackened.</summary>
    Occlusion,

    /// <summary>What the last convolutional layer sees, weighed by its gradient.</summary>
    GradCam,
}
