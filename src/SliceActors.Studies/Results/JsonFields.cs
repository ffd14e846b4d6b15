using System.Text.Json;
using SliceActors.Runs.Errors;

namespace SliceActors.Studies.Results;

/// <summary>Reads values of a JSON object by key; a value of another kind, or out of its bounds, becomes a finding. Python's <c>null</c> counts as absent.</summary>
/// <param name="root">The object.</param>
/// <param name="path">The file, for findings.</param>
/// <param name="findings">Takes what is wrong.</param>
internal sealed class JsonFields(JsonElement root, string path, ICollection<Finding> findings)
{
    /// <summary>Whether there is a value.</summary>
    public bool Has(string key) => Find([key]) is not null;

    /// <summary>A text under the first of these keys that has a value; null when none has.</summary>
    public string? Text(params ReadOnlySpan<string> keys) => Find(keys) switch
    {
        null => null,
        { Value.ValueKind: JsonValueKind.String } field => field.Value.GetString(),
        { } field => Wrong<string>(field.Key, field.Value, "a text"),
    };

    /// <summary>The same where older versions wrote <c>false</c> for none.</summary>
    public string? TextUnlessFalse(string key) => Find([key]) is { Value.ValueKind: JsonValueKind.False } ? null : Text(key);

    /// <summary>The same where a text has to be; empty when there is none.</summary>
    public string RequiredText(string expected, params ReadOnlySpan<string> keys)
    {
        if (Find(keys) is null)
        {
            findings.Add(new Finding(path, null, $"there is no {keys[0]}", expected));
        }

        return Text(keys) ?? string.Empty;
    }

    /// <summary>A number; null when there is none.</summary>
    /// <param name="isRight">Its bounds.</param>
    /// <param name="expected">They in words.</param>
    /// <param name="keys">The first of these that has a value counts.</param>
    public double? Number(Func<double, bool> isRight, string expected, params ReadOnlySpan<string> keys) => Find(keys) switch
    {
        null => null,
        { Value.ValueKind: JsonValueKind.Number } field when field.Value.TryGetDouble(out var number) && double.IsFinite(number) && isRight(number) => number,
        { } field => Wrong<double?>(field.Key, field.Value, expected),
    };

    /// <summary>A whole number within bounds, both included; null when there is none.</summary>
    public long? Whole(string key, long least, long most) => Find([key]) switch
    {
        null => null,
        { Value.ValueKind: JsonValueKind.Number } field when field.Value.TryGetInt64(out var number) && number >= least && number <= most => number,
        { } field => Wrong<long?>(key, field.Value, $"a whole number from {least} to {most}"),
    };

    /// <summary>A truth value; false when there is none.</summary>
    public bool Flag(string key) => Find([key]) switch
    {
        null or { Value.ValueKind: JsonValueKind.False } => false,
        { Value.ValueKind: JsonValueKind.True } => true,
        { } field => Wrong<bool>(key, field.Value, "true or false"),
    };

    /// <summary>A list of texts; empty when there is none.</summary>
    public IReadOnlyList<string> Texts(string key) => Find([key]) switch
    {
        null => [],
        { Value.ValueKind: JsonValueKind.Array } field when field.Value.EnumerateArray().All(item => item.ValueKind == JsonValueKind.String) =>
            [.. field.Value.EnumerateArray().Select(item => item.GetString()!)],
        { } field => Wrong<IReadOnlyList<string>>(key, field.Value, "a list of texts") ?? [],
    };

    /// <summary>One number of slices or a list of such, none greater than the largest there can be; empty when there is none.</summary>
    public IReadOnlyList<int> OneOrMore(string key, int most) =>
        OneOrMore(key, most, FormattableString.Invariant($"a number of slices from 0 to {most}, or a list of them"));

    /// <summary>The same for counts of other things.</summary>
    /// <param name="key">The key.</param>
    /// <param name="most">The largest count.</param>
    /// <param name="expected">What would be right.</param>
    public IReadOnlyList<int> OneOrMore(string key, int most, string expected)
    {
        if (Find([key]) is not { } field)
        {
            return [];
        }

        var counts = (field.Value.ValueKind == JsonValueKind.Array ? field.Value.EnumerateArray() : Enumerable.Repeat(field.Value, 1))
            .Select(item => item.ValueKind == JsonValueKind.Number && item.TryGetInt32(out var count) && count <= most ? count : -1)
            .ToList();
        return counts.TrueForAll(count => count >= 0) ? counts : Wrong<IReadOnlyList<int>>(key, field.Value, expected) ?? [];
    }

    /// <summary>An object of classes, 0 or 1 each; empty when there is none.</summary>
    public IReadOnlyDictionary<string, int> Classes(string key)
    {
        if (Find([key]) is not { } field)
        {
            return new Dictionary<string, int>();
        }

        var entries = new Dictionary<string, int>();
        var isRight = field.Value.ValueKind == JsonValueKind.Object;
        foreach (var entry in isRight ? field.Value.EnumerateObject() : default)
        {
            isRight &= entry.Value.ValueKind == JsonValueKind.Number && entry.Value.TryGetInt32(out var found) && found is 0 or 1;
            if (isRight)
            {
                entries[entry.Name] = entry.Value.GetInt32();
            }
        }

        return isRight ? entries : Wrong<IReadOnlyDictionary<string, int>>(key, field.Value, "an object of classes, 0 or 1") ?? entries;
    }

    /// <summary>The value of a word; the first value when it is none of these.</summary>
    public T Term<T>(string key, string word, Func<T, string> term, IReadOnlyList<T> values)
    {
        var index = values.Select(term).ToList().IndexOf(word);
        if (index < 0)
        {
            findings.Add(new Finding(path, null, $"{key} is {word}", $"one of {string.Join(", ", values.Select(term))}"));
        }

        return values[Math.Max(index, 0)];
    }

    /// <summary>Notes a value that is none of those expected.</summary>
    /// <returns>The type's default, so that reading can go on.</returns>
    public T? Wrong<T>(string key, object found, string expected)
    {
        findings.Add(new Finding(path, null, FormattableString.Invariant($"{key} is {found}"), expected));
        return default;
    }

    private (string Key, JsonElement Value)? Find(ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (root.TryGetProperty(key, out var value) && value.ValueKind != JsonValueKind.Null)
            {
                return (key, value);
            }
        }

        return null;
    }
}
