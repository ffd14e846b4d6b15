using System.Text.RegularExpressions;

namespace SliceActors.Imaging.Store;

/// <summary>Files of one store in the cache folder.</summary>
/// <param name="Folder">The cache folder.</param>
/// <param name="Key">What names it.</param>
/// <param name="Ending">What it holds.</param>
internal sealed partial record StoreName(string Folder, string Key, string Ending = StoreName.SlicesEnding)
{
    /// <summary>A store of slices.</summary>
    public const string SlicesEnding = ".slices";

    /// <summary>A store of features.</summary>
    public const string FeaturesEnding = ".features";

    private const string TemporaryEnding = ".filling";
    private const string LockEnding = ".lock";

    /// <summary>The finished store.</summary>
    public string Store => Path.Combine(Folder, Key + Ending);

    /// <summary>Held by the one process that fills; the next one takes over when a killed process left it.</summary>
    public string Lock => Path.Combine(Folder, Key + LockEnding);

    /// <summary>All finished stores of a folder.</summary>
    public static IEnumerable<string> Stores(string folder) => [.. Slices(folder), .. Files(folder, "*" + FeaturesEnding)];

    /// <summary>Those of slices.</summary>
    public static IEnumerable<string> Slices(string folder) => Files(folder, "*" + SlicesEnding);

    /// <summary>Files of fills that run or were killed.</summary>
    public static IEnumerable<string> Leftovers(string folder) => [.. Files(folder, "*" + TemporaryEnding), .. Files(folder, "*" + LockEnding)];

    /// <summary>The same of this store only.</summary>
    public IEnumerable<string> OwnLeftovers() => [.. Files(Folder, Key + ".*" + TemporaryEnding), .. Files(Folder, Key + LockEnding)];

    /// <summary>A name that no other fill has.</summary>
    public string NewTemporary() => Path.Combine(Folder, $"{Key}.{Guid.NewGuid():N}{TemporaryEnding}");

    private static IEnumerable<string> Files(string folder, string pattern) =>
        Directory.Exists(folder) ? Directory.GetFiles(folder, pattern).Where(path => Own().IsMatch(Path.GetFileName(path))) : [];

    // A user may choose a folder that holds other things: only what this program names is its own.
    [GeneratedRegex("^[0-9a-f]{64}(\\.slices|\\.features|\\.lock|\\.[0-9a-f]{32}\\.filling)$")]
    private static partial Regex Own();
}
