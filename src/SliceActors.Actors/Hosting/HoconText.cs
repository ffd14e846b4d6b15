namespace SliceActors.Actors.Hosting;

/// <summary>Values as a settings file writes them.</summary>
internal static class HoconText
{
    /// <summary>A text in quotes.</summary>
    public static string Quote(string text) => $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    /// <summary>A list of texts.</summary>
    public static string List(IEnumerable<string> texts) => $"[{string.Join(", ", texts.Select(Quote))}]";
}
