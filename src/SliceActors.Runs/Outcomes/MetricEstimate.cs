namespace SliceActors.Runs.Outcomes;

/// <summary>A figure of a set of examples with its 95 % confidence interval by bootstrap.</summary>
/// <param name="Value">The figure on the set itself; NaN when it is not defined there.</param>
/// <param name="Lower">2.5th percentile over the resamples; NaN when the figure is defined on none.</param>
/// <param name="Upper">97.5th percentile over the resamples.</param>
/// <param name="Resamples">Number of resamples on which the figure is defined.</param>
public readonly record struct MetricEstimate(double Value, double Lower, double Upper, int Resamples);
