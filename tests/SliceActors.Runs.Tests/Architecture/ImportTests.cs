using System.Text.RegularExpressions;

namespace SliceActors.Runs.Tests.Architecture;

/// <summary>The order of imports, which neither the build nor the check of white space looks at.</summary>
public partial class ImportTests
{
    [Fact]
    public void Imports_are_in_order_those_of_the_system_first()
    {
        var files = new[] { "src", "tests" }.SelectMany(top => Sources.Projects(top).Values).SelectMany(Sources.Files).ToArray();
        Assert.NotEmpty(files);

        var disordered = files.Where(file => !IsSorted([.. File.ReadLines(file).TakeWhile(line => !line.StartsWith("namespace", StringComparison.Ordinal)).Select(Place).OfType<string>()]));

        Assert.Empty(disordered.Select(file => Path.GetRelativePath(Sources.Root, file)));
    }

    private static bool IsSorted(string[] places) => places.SequenceEqual(places.Order(StringComparer.Ordinal));

    /// <summary>What an import is sorted by: its kind, then its name in small letters; null for what is no import.</summary>
    private static string? Place(string line) => Import().Match(line) is not { Success: true } import
        ? null
        : (import.Groups["alias"].Success, import.Groups["static"].Success, SystemName().IsMatch(import.Groups["name"].Value)) switch
        {
            (true, _, _) => "4",
            (_, true, _) => "3",
            (_, _, false) => "2",
            _ => "1",
        } + (import.Groups["alias"].Success ? import.Groups["alias"] : import.Groups["name"]).Value.ToLowerInvariant();

    [GeneratedRegex(@"^using (?<static>static )?((?<alias>\w+) = )?(?<name>[\w.]+)")]
    private static partial Regex Import();

    [GeneratedRegex(@"^System(\.|$)")]
    private static partial Regex SystemName();
}
