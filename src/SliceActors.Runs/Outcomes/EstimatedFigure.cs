namespace SliceActors.Runs.Outcomes;

/// <summary>A figure and how uncertain it is.</summary>
/// <param name="Value">The figure; NaN where it is not defined.</param>
/// <param name="Variance">Variance of its error, the participant being the unit; NaN where it is not known.</param>
public readonly record struct EstimatedFigure(double Value, double Variance)
{
    /// <summary>A figure that is not defined.</summary>
    public static EstimatedFigure None => new(double.NaN, double.NaN);
}
