using System.Collections.Immutable;
using System.CommandLine;
using System.Globalization;
using SliceActors.Runs.Errors;

namespace SliceActors.Options;

/// <summary>Checks values of options; collects what is wrong instead of stopping at the first.</summary>
internal sealed class OptionCheck(ICollection<Finding> findings)
{
    public void That(bool right, Symbol option, object found, string expected)
    {
        if (!right)
        {
            findings.Add(new Finding(option.Name, null, FormattableString.Invariant($"{found}"), expected));
        }
    }

    public T Value<T>(Option<T> option, ParseResult parsed, Func<T, bool> isRight, string expected)
        where T : notnull
    {
        var value = parsed.GetRequiredValue(option);
        That(isRight(value), option, value, expected);
        return value;
    }

    public int? Slots(Option<int?> option, ParseResult parsed) => Optional(option, parsed.GetValue(option), value => value >= 1, "at least 1");

    public T? Optional<T>(Symbol option, T? value, Func<T, bool> isRight, string expected)
        where T : struct
    {
        if (value is { } given)
        {
            That(isRight(given), option, given, expected);
        }

        return value;
    }

    public T Term<T>(Symbol option, string word, Func<T, string> term, IReadOnlyList<T> values)
    {
        var index = values.Select(term).ToList().IndexOf(word);
        That(index >= 0, option, word, $"one of {string.Join(", ", values.Select(term))}{Closest.Question(word, values.Select(term))}");
        return values[Math.Max(index, 0)];
    }

    /// <summary>A fixed number of whole numbers; zeros where there are others.</summary>
    public int[] Numbers(Option<int[]> option, ParseResult parsed, int count, Func<int, bool> isRight, string expected)
    {
        var values = parsed.GetRequiredValue(option);
        var areRight = values.Length == count && Array.TrueForAll(values, value => isRight(value));
        That(areRight, option, string.Join(' ', values), expected);
        return areRight ? values : new int[count];
    }

    /// <summary>Probabilities that add up to 1, written with points.</summary>
    public ImmutableArray<double> Probabilities(Symbol option, IReadOnlyList<string> words, int count)
    {
        var values = words.Select(word => double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : double.NaN).ToImmutableArray();
        That(values.Length == count && values.All(value => value >= 0) && Math.Abs(values.Sum() - 1) < 1e-9, option, string.Join(' ', words), $"{count} numbers, 0 or more, that add up to 1");
        return values;
    }

    public ImmutableSortedDictionary<string, int> LabelCode(Symbol option, IEnumerable<string> entries)
    {
        var codes = ImmutableSortedDictionary.CreateBuilder<string, int>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            var parts = entry.Split('=');
            var isRight = parts is [{ Length: > 0 }, "0" or "1"] && !codes.ContainsKey(parts[0]);
            That(isRight, option, entry, "NAME=0 or NAME=1, each name once");
            if (isRight)
            {
                codes.Add(parts[0], parts[1] == "1" ? 1 : 0);
            }
        }

        return codes.ToImmutable();
    }
}
