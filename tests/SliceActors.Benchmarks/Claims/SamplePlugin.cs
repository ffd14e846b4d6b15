namespace SliceActors.Benchmarks.Claims;

/// <summary>Networks that are trained in less than a second.</summary>
internal static class SamplePlugin
{
    /// <summary>The assembly that has them.</summary>
    public static string File { get; } = Path.Combine(
        AppContext.BaseDirectory.Replace("SliceActors.Benchmarks", "SliceActors.SamplePlugin", StringComparison.Ordinal), "SliceActors.SamplePlugin.dll");
}
