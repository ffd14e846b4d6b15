using System.Text.RegularExpressions;

namespace SliceActors.EndToEnd.Tests.Words;

/// <summary>The pages that people read: every README of the repository, by its path below the root.</summary>
internal static partial class Documents
{
    /// <summary>The page that everybody sees first.</summary>
    public const string First = "README.md";

    /// <summary>The page of all commands and options.</summary>
    public const string Program = "src/SliceActors/README.md";

    /// <summary>Where the repository lies.</summary>
    public static readonly string Root = FindRoot();

    /// <summary>All pages.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        First,
        .. new[] { "docker", "hocon", "src", "tests" }
            .SelectMany(folder => Directory.EnumerateFiles(Path.Combine(Root, folder), First, SearchOption.AllDirectories))
            .Select(file => Path.GetRelativePath(Root, file))
            .Where(path => !path.Split('/').Any(folder => folder is "bin" or "obj"))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The text of a page.</summary>
    public static string Text(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>A part of a page, from its heading of the second level to the next one.</summary>
    public static string Part(string path, string heading)
    {
        var text = Text(path);
        var start = text.IndexOf($"\n## {heading}\n", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{path} has no part '{heading}'.");
        return text[start..(text.IndexOf("\n## ", start + 1, StringComparison.Ordinal) is >= 0 and var end ? end : text.Length)];
    }

    /// <summary>What stands in the blocks of code of a text, if they are in no language or in that of the shell.</summary>
    public static IEnumerable<string> Blocks(string text) => Block().Matches(text).Select(block => block.Groups["code"].Value);

    /// <summary>The files of options that a page shows, by the names in their first lines.</summary>
    public static IEnumerable<(string Name, string Text)> OptionFiles(string path) =>
        OptionFile().Matches(Text(path)).Select(file => (file.Groups["name"].Value, file.Groups["text"].Value));

    /// <summary>What stands in a line of text between back quotes.</summary>
    public static IEnumerable<string> Quoted(string text) => Quote().Matches(AnyBlock().Replace(text, string.Empty)).Select(quoted => quoted.Groups["code"].Value);

    /// <summary>Where the links of a page lead, those to other sites left out.</summary>
    public static IEnumerable<string> Links(string path) => Link().Matches(Quote().Replace(AnyBlock().Replace(Text(path), string.Empty), "code"))
        .Select(link => link.Groups["target"].Value)
        .Where(target => !target.StartsWith("http", StringComparison.Ordinal));

    /// <summary>The page and the heading that a link on a page leads to; the heading is empty where it names none.</summary>
    public static (string Path, string Heading) Target(string page, string link)
    {
        var parts = link.Split('#');
        var path = parts[0].Length == 0 ? page : Path.GetRelativePath(Root, Path.GetFullPath(Path.Combine(Root, Path.GetDirectoryName(page)!, parts[0])));
        return (path, parts.Length > 1 ? parts[1] : string.Empty);
    }

    /// <summary>The headings of a page by the names that links know them by.</summary>
    public static IEnumerable<string> Headings(string path) => Heading().Matches(AnyBlock().Replace(Text(path), string.Empty))
        .Select(heading => Silent().Replace(heading.Groups["words"].Value.ToLowerInvariant(), string.Empty).Replace(' ', '-'));

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "SliceActors.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex(@"^```(sh)?\n(?<code>.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();

    [GeneratedRegex(@"^```toml\n(?<text># (?<name>\S+)\n.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex OptionFile();

    [GeneratedRegex(@"^```\w*\n.*?^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex AnyBlock();

    [GeneratedRegex(@"`(?<code>[^`\n]+)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Quote();

    [GeneratedRegex(@"\[[^\]]*\]\((?<target>[^)\s]+)\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Link();

    [GeneratedRegex(@"^#+ (?<words>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{N} _-]")]
    private static partial Regex Silent();
}
