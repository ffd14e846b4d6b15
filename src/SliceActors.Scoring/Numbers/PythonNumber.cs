using System.Globalization;
using System.Text;

namespace SliceActors.Scoring.Numbers;

/// <summary>
/// Writes doubles the way Python's <c>repr</c> and pandas' <c>to_csv</c> do: the shortest decimal that reads back as the same number, always with a
/// decimal point or an exponent, in scientific notation below 1e-4 and from 1e16 on, with at least two digits in the exponent.
/// </summary>
public static class PythonNumber
{
    /// <summary>Enough bytes for any double, for example <c>-2.2250738585072014e-308</c>.</summary>
    internal const int MaxLength = 32;

    /// <summary>The text of a number: <c>1.0</c>, <c>1e-05</c>, <c>0.09365840256214142</c>, <c>inf</c>; empty for NaN, as pandas leaves the cell empty.</summary>
    /// <param name="value">Any double; a float is widened first, as NumPy's float32 is when pandas writes it.</param>
    public static string Format(double value)
    {
        Span<byte> text = stackalloc byte[MaxLength];
        return Encoding.ASCII.GetString(text[..Write(value, text)]);
    }

    /// <summary>Writes the text as ASCII without allocating.</summary>
    /// <param name="value">Any double.</param>
    /// <param name="destination">At least <see cref="MaxLength"/> bytes.</param>
    /// <returns>Number of bytes written; 0 for NaN.</returns>
    internal static int Write(double value, Span<byte> destination)
    {
        if (double.IsNaN(value))
        {
            return 0;
        }

        var text = new Cursor(destination);
        if (double.IsNegative(value))
        {
            text.Add("-"u8);
        }

        if (double.IsInfinity(value))
        {
            text.Add("inf"u8);
            return text.Length;
        }

        Span<byte> digits = stackalloc byte[MaxLength];
        var count = ShortestDigits(Math.Abs(value), digits, out var exponent);
        if (exponent is < -4 or >= 16)
        {
            Scientific(ref text, digits[..count], exponent);
        }
        else
        {
            Positional(ref text, digits[..count], exponent);
        }

        return text.Length;
    }

    /// <summary>The significant digits d₀d₁d₂… of the shortest form d₀.d₁d₂… × 10^exponent, without trailing zeros.</summary>
    private static int ShortestDigits(double value, Span<byte> digits, out int exponent)
    {
        Span<byte> shortest = stackalloc byte[MaxLength];
        _ = value.TryFormat(shortest, out var length, default, CultureInfo.InvariantCulture);

        // .NET finds the same digits as Python but places the point and the exponent by other rules: take both out and start again.
        var (count, point, power) = (0, -1, 0);
        for (var i = 0; i < length; i++)
        {
            if (shortest[i] == (byte)'E')
            {
                power = int.Parse(shortest[(i + 1)..length], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
                break;
            }

            if (shortest[i] == (byte)'.')
            {
                point = count;
            }
            else
            {
                digits[count++] = shortest[i];
            }
        }

        var whole = point < 0 ? count : point;
        var leading = 0;
        while (leading < count - 1 && digits[leading] == (byte)'0')
        {
            leading++;
        }

        digits[leading..count].CopyTo(digits);
        count -= leading;
        while (count > 1 && digits[count - 1] == (byte)'0')
        {
            count--;
        }

        exponent = value == 0 ? 0 : power + whole - leading - 1;
        return count;
    }

    private static void Scientific(ref Cursor text, scoped ReadOnlySpan<byte> digits, int exponent)
    {
        text.Add(digits[..1]);
        if (digits.Length > 1)
        {
            text.Add("."u8);
            text.Add(digits[1..]);
        }

        text.Add(exponent < 0 ? "e-"u8 : "e+"u8);
        Span<byte> power = stackalloc byte[3];
        _ = Math.Abs(exponent).TryFormat(power, out var length, "00", CultureInfo.InvariantCulture);
        text.Add(power[..length]);
    }

    private static void Positional(ref Cursor text, scoped ReadOnlySpan<byte> digits, int exponent)
    {
        if (exponent < 0)
        {
            text.Add("0."u8);
            text.Zeros(-exponent - 1);
            text.Add(digits);
            return;
        }

        var whole = Math.Min(digits.Length, exponent + 1);
        text.Add(digits[..whole]);
        text.Zeros(exponent + 1 - whole);
        text.Add("."u8);
        text.Add(whole < digits.Length ? digits[whole..] : "0"u8);
    }

    private ref struct Cursor(Span<byte> destination)
    {
        private readonly Span<byte> destination = destination;

        public int Length { get; private set; }

        public void Add(scoped ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(destination[Length..]);
            Length += bytes.Length;
        }

        public void Zeros(int count)
        {
            destination.Slice(Length, count).Fill((byte)'0');
            Length += count;
        }
    }
}
