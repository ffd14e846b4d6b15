namespace SliceActors.Learning.Explanations;

/// <summary>A method and its numbers. What is explained is the log-odds of a class: its logit less that of the other, so a positive number speaks for the class.</summary>
public sealed record ExplanationSettings
{
    /// <summary>The method.</summary>
    public ExplanationMethod Method { get; init; } = ExplanationMethod.SmoothGrad;

    /// <summary>The class that positive numbers speak for, 0 or 1.</summary>
    public int TargetClass { get; init; } = 1;

    /// <summary>Noisy copies of each slice (SmoothGrad), at least 1.</summary>
    public int Samples { get; init; } = 25;

    /// <summary>Standard deviation of the noise (SmoothGrad), as a fraction of the range of the slice; 0 gives the plain gradient.</summary>
    public double Noise { get; init; } = 0.15;

    /// <summary>Points on the way from black to the slice (integrated gradients), at least 1.</summary>
    public int Steps { get; init; } = 32;

    /// <summary>Rows and columns of a patch (occlusion), 1 to 224 pixels of the network's input.</summary>
    public int Patch { get; init; } = 32;

    /// <summary>Pixels from a patch to the next (occlusion), 1 to <see cref="Patch"/>, so that every pixel is covered.</summary>
    public int Stride { get; init; } = 16;

    /// <summary>The word that the command line, folders and tables use for a method.</summary>
    public static string Term(ExplanationMethod method) => method switch
    {
        ExplanationMethod.SmoothGrad => "smoothgrad",
        ExplanationMethod.IntegratedGradients => "integrated_gradients",
        ExplanationMethod.Occlusion => "occlusion",
        ExplanationMethod.GradCam => "gradcam",
        _ => throw new ArgumentOutOfRangeException(nameof(method), method, null),
    };
}
