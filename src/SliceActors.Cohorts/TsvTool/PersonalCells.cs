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

    /// <summary>A sex, as a letter or a word; null when the cell is none. Codes such as 1 and 2 mean one thing here and another there: nobody guesses them.</summary>
    public static Sex? SexOf(string cell) => cell.ToUpperInvariant() switch
    {
        "M" or "MALE" => Sex.Male,
        "F" or "FEMALE" => Sex.Female,
        _ => TsvTable.IsMissing(cell) ? Sex.Unknown : null,
    };
}
