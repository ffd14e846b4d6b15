using SliceActors.Runs.Randomness;

namespace SliceActors.Learning.Explanations;

/// <summary>A way to trace a score back to the pixels. A pure function of what it is given.</summary>
internal interface IExplanation
{
    /// <summary>One number for each pixel of a picture.</summary>
    /// <param name="score">What is explained.</param>
    /// <param name="image">The picture, row after row.</param>
    /// <param name="random">Where noise comes from.</param>
    float[] Map(Score score, ReadOnlySpan<float> image, CountedRandom random);
}
