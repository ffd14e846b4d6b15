using Akka.Configuration;
using Akka.Configuration.Hocon;

namespace SliceActors.Actors.Hosting;

/// <summary>Reads the settings files that lie beside the program in <c>hocon/</c>.</summary>
internal static class HoconFiles
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "hocon");

    public static Config Read(string name) => new(Parse(name));

    private static HoconRoot Parse(string name) => Parser.Parse(File.ReadAllText(Path.Combine(Folder, name)), Parse);
}
