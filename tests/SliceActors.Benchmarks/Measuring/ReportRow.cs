namespace SliceActors.Benchmarks.Measuring;

/// <summary>One line of the report.</summary>
/// <param name="Part">The part of the benchmarks that it belongs to.</param>
/// <param name="What">What was compared with what.</param>
/// <param name="Value">The ratio, or the figure itself where there is nothing to compare with.</param>
/// <param name="Target">What it should be; empty when nothing is asked of it.</param>
/// <param name="Met">Whether it is; null when nothing is asked of it.</param>
/// <param name="Figures">The absolute figures behind it.</param>
internal sealed record ReportRow(string Part, string What, string Value, string Target, bool? Met, string Figures)
{
    /// <summary>A line that is to inform only.</summary>
    public static ReportRow Information(string part, string what, string value, string figures) => new(part, what, value, string.Empty, null, figures);
}
