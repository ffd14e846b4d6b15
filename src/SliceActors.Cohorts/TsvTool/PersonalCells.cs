using System.Globalization;
using SliceActors.Cohorts.Tables;

namespace SliceActors.Cohorts.TsvTool;

/// <summary>Reads cells that say something about a person.</summary>
internal static class PersonalCells
{
    /// <summary>An age in years; NaN where it is not known; null when the cell is no age.</summary>
    public static double? Age(string cell) =>
        TsvTable.IsMissing(cell) ? double.NaN
        : double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var age) && double.IsFinite(age) ? age
        : null;

    /// <summary>A sex; null when the cell is none.</summary>
    public static Sex? SexOf(string cell) => cell switch
    {
        "M" or "m" => Sex.Male,
        "F" or "f" => Sex.Female,
        _ => TsvTable.IsMissing(cell) ? Sex.Unknown : null,
    };
}
