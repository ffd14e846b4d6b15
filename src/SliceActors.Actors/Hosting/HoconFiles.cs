using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace SliceActors.Actors.Hosting;

/// <summary>Reads the settings files that lie beside the program in <c>hocon/</c>.</summary>
internal static class HoconFiles
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "hocon");

    /// <summary>Files and what they include; a later one comes before an earlier one.</summary>
    public static Config Read(params IEnumerable<string> names) => new(Parser.Parse(string.Join('\n', names.Select(name => $"include \"{name}\"")), Parse));

    private static HoconRoot Parse(string name) => Parser.Parse(File.ReadAllText(Path.Combine(Folder, name)), Parse);
}
