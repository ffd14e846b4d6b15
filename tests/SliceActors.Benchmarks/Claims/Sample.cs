using System.Globalization;

namespace SliceActors.Benchmarks.Claims;

/// <summary>One number of each study.</summary>
/// <param name="values">The numbers; of studies that do not have it, NaN.</param>
internal sealed class Sample(IEnumerable<double> values)
{
    private readonly double[] known = [.. values.Where(double.IsFinite)];

    /// <summary>Studies that have it.</summary>
    public int Count => known.Length;

    /// <summary>Its mean.</summary>
    public double Mean => known.Average();

    /// <summary>Standard error of the mean.</summary>
    public double Error => Math.Sqrt(known.Sum(value => (value - Mean) * (value - Mean)) / (known.Length - 1) / known.Length);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mean:0.000} ± {Error:0.000}");
}
