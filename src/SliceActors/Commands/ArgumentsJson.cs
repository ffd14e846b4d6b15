using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using SliceActors.Runs.Files;

namespace SliceActors.Commands;

/// <summary>The record of a command line beside what the command wrote.</summary>
internal static class ArgumentsJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, IndentSize = 4, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes all arguments and options of a command, given or not, under their names.</summary>
    public static void Write(string path, ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var values = new Dictionary<string, object?>();
        foreach (var argument in command.Arguments)
        {
            values[argument.Name.ToLowerInvariant()] = parsed.GetValue<object>(argument.Name);
        }

        foreach (var option in command.Options.Where(option => option.Name.StartsWith("--", StringComparison.Ordinal) && option.Name != "--help"))
        {
            values[option.Name[2..]] = parsed.GetValue<object>(option.Name);
        }

        DurableFile.WriteText(path, JsonSerializer.Serialize(values, Indented) + "\n");
    }
}
