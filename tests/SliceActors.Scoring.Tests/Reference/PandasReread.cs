using System.Globalization;
using SliceActors.Scoring.Numbers;

namespace SliceActors.Scoring.Tests.Reference;

/// <summary>
/// What a number looks like after pandas 1.5 read it from a text file and wrote it again. Its default parser takes at most 17 digits, leading zeros
/// included, and scales them by one power of ten, so that last digits are lost. The reference implementation passes the tables of its multicnn
/// networks through this when it joins them.
/// </summary>
internal static class PandasReread
{
    private const int MaxDigits = 17;

    public static string Of(string cell)
    {
        if (!cell.Contains('.', StringComparison.Ordinal))
        {
            return cell;
        }

        var (mantissa, power) = cell.Split('e') is [var m, var e] ? (m, int.Parse(e, CultureInfo.InvariantCulture)) : (cell, 0);
        var (number, digits, decimals, afterPoint) = (0.0, 0, 0, false);
        foreach (var c in mantissa)
        {
            if (c == '.')
            {
                afterPoint = true;
            }
            else if (digits < MaxDigits)
            {
                number = (number * 10) + (c - '0');
                digits++;
                decimals += afterPoint ? 1 : 0;
            }
        }

        var exponent = power - decimals;
        return PythonNumber.Format(exponent > 0 ? number * Math.Pow(10, exponent) : number / Math.Pow(10, -exponent));
    }
}
