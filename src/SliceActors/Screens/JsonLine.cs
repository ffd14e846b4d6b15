using System.Buffers;
using System.Text;
using System.Text.Json;

namespace SliceActors.Screens;

/// <summary>What is said to programs: one JSON object on one line.</summary>
internal static class JsonLine
{
    /// <summary>The line, without its end.</summary>
    /// <param name="write">Writes the members of the object.</param>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }
}
