using SliceActors.Runs.Ids;

namespace SliceActors.Runs.Plans;

/// <summary>Consecutive slice positions of a volume.</summary>
/// <param name="First">First position, absolute.</param>
/// <param name="Count">Number of positions, at least 1 in a valid plan.</param>
public readonly record struct SliceRange(SliceIndex First, int Count)
{
    /// <summary>Absolute position of the slice at an offset inside the range.</summary>
    /// <param name="offset">0 … <see cref="Count"/> − 1.</param>
    public SliceIndex At(int offset) => new(First.Value + offset);
}
