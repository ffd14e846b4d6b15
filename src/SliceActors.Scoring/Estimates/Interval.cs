namespace SliceActors.Scoring.Estimates;

/// <summary>A figure with its 95 % confidence interval.</summary>
/// <param name="Value">The figure; NaN when there is none, and so are the bounds.</param>
/// <param name="Lower">Lower bound.</param>
/// <param name="Upper">Upper bound.</param>
public readonly record struct Interval(double Value, double Lower, double Upper)
{
    /// <summary>No figure.</summary>
    public static Interval None => new(double.NaN, double.NaN, double.NaN);
}
