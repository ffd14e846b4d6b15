using System.Globalization;

namespace SliceActors.Benchmarks.Parts;

/// <summary>Numbers as the report says them.</summary>
internal static class Words
{
    public static string Percent(double fraction) => fraction.ToString("+0.0 %;-0.0 %", CultureInfo.InvariantCulture);

    public static string Share(double fraction) => fraction.ToString("0 %", CultureInfo.InvariantCulture);

    public static string Times(double ratio) => ratio.ToString("0.00", CultureInfo.InvariantCulture) + "x";

    public static string Seconds(double seconds) => seconds.ToString(seconds < 10 ? "0.00" : "0.0", CultureInfo.InvariantCulture) + " s";

    public static string Milliseconds(double seconds) => (1000 * seconds).ToString("0.0", CultureInfo.InvariantCulture) + " ms";

    public static string Megabytes(double bytes) => (bytes / 1e6).ToString("0.#", CultureInfo.InvariantCulture) + " MB";

    public static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
