using System.Globalization;

namespace SliceActors.Screens;

/// <summary>Mean squared errors for people: they may be very small.</summary>
internal static class LossText
{
    /// <summary>Four significant digits.</summary>
    public static string Of(double loss) => loss.ToString("G4", CultureInfo.InvariantCulture);
}
