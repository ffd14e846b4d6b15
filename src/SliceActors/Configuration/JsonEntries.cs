using System.Text;
using System.Text.Json;
using SliceActors.Runs.Errors;

namespace SliceActors.Configuration;

/// <summary>The entries of a JSON file, which holds one object.</summary>
internal static class JsonEntries
{
    private const string Expected = "a JSON object, such as { \"batch_size\": 8 }";

    /// <param name="text">Content of the file.</param>
    /// <param name="path">The file, for findings.</param>
    /// <param name="findings">Gets what is no JSON.</param>
    public static IReadOnlyList<Entry> Read(string text, string path, ICollection<Finding> findings)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes);
        try
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                findings.Add(new Finding(path, null, "no JSON object", Expected));
                return [];
            }

            var entries = Entries(ref reader, bytes);
            reader.Read();
            return entries;
        }
        catch (JsonException trouble)
        {
            findings.Add(new Finding(path, (int?)trouble.LineNumber + 1, "no JSON", Expected));
            return [];
        }
    }

    private static List<Entry> Entries(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes)
    {
        var entries = new List<Entry>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var (key, line) = (reader.GetString()!, bytes[..(int)reader.TokenStartIndex].Count((byte)'\n') + 1);
            reader.Read();
            entries.Add(new Entry(key, line, Value(ref reader, bytes)));
        }

        return entries;
    }

    private static KeptValue Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes) => reader.TokenType switch
    {
        JsonTokenType.True or JsonTokenType.False => new KeptValue.Flag(reader.GetBoolean()),
        JsonTokenType.String => new KeptValue.Text(reader.GetString()!),
        JsonTokenType.Number => new KeptValue.Number(Encoding.UTF8.GetString(reader.ValueSpan)),
        JsonTokenType.StartArray => Array(ref reader, bytes),
        JsonTokenType.StartObject => new KeptValue.Table([.. Entries(ref reader, bytes).Select(entry => (entry.Key, entry.Value))]),
        _ => new KeptValue.Other("null"),
    };

    private static KeptValue.Many Array(ref Utf8JsonReader reader, ReadOnlySpan<byte> bytes)
    {
        var values = new List<KeptValue>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            values.Add(Value(ref reader, bytes));
        }

        return new KeptValue.Many(values);
    }
}
