using System.Globalization;

namespace SliceActors.Screens;

/// <summary>Numbers of things, in the singular where there is one.</summary>
internal static class Count
{
    /// <summary><c>1 fold</c>, <c>2 folds</c>.</summary>
    public static string Of(int number, string thing) => string.Create(CultureInfo.InvariantCulture, $"{number} {thing}{(number == 1 ? string.Empty : "s")}");
}
