using System.Xml.Linq;

namespace SliceActors.Runs.Tests.Architecture;

/// <summary>The projects of the repository as they lie on disk.</summary>
internal static class Sources
{
    public static readonly string Root = FindRoot();

    /// <summary>Project files below <c>src</c> or <c>tests</c>, by project name.</summary>
    public static SortedDictionary<string, string> Projects(string top) => new(
        Directory.EnumerateDirectories(Path.Combine(Root, top))
            .SelectMany(folder => Directory.EnumerateFiles(folder, "*.csproj"))
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file)),
        StringComparer.Ordinal);

    /// <summary>What the items of a kind include, in a project file.</summary>
    public static IEnumerable<string> Items(string project, string kind) =>
        XDocument.Load(project).Descendants(kind).Select(item => (string?)item.Attribute("Include")).OfType<string>();

    public static IEnumerable<string> ReferencedProjects(string project) =>
        Items(project, "ProjectReference").Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')));

    /// <summary>The source files of a project, those that its build makes left out.</summary>
    public static IEnumerable<string> Files(string project)
    {
        var folder = Path.GetDirectoryName(project)!;
        return Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetRelativePath(folder, file).Split('/')[0] is not ("bin" or "obj"));
    }

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SliceActors.sln")))
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No SliceActors.sln above {AppContext.BaseDirectory}.");
        return folder.FullName;
    }
}
