using System.CommandLine;
using System.CommandLine.Parsing;
using Microsoft.Extensions.Logging;
using SliceActors.Imaging.Store;
using SliceActors.Runs.Errors;

namespace SliceActors.Options;

/// <summary>Options of every command that trains or prepares slices.</summary>
internal sealed class SharedOptions
{
    private const long GiB = 1L << 30;

    private readonly Option<string> cacheDirectory = CreateCacheDirectory();
    private readonly Option<double> cacheLimit = CreateCacheLimit();
    private readonly Option<bool> quiet = new("--quiet", "-q") { Description = "Print only the result, warnings and errors." };
    private readonly Option<int> verbose = new("--verbose", "-v", "-vv")
    {
        Description = "Log what the actors do, on the error stream: -v what happens to networks and folds, -vv everything.",
        Arity = ArgumentArity.Zero,
        CustomParser = result => result.Parent is OptionResult { IdentifierToken.Value: "-vv" } ? 2 : ((OptionResult)result.Parent!).IdentifierTokenCount,
    };

    /// <summary>Adds the options.</summary>
    /// <param name="command">The command.</param>
    /// <param name="actors">Whether it has actors, whose log can be asked for.</param>
    public void AddTo(Command command, bool actors = true)
    {
        command.AddGroup("Cache", cacheDirectory, cacheLimit);
        command.Options.Add(quiet);
        if (actors)
        {
            command.Options.Add(verbose);
        }
    }

    public SliceCache Cache(ParseResult parsed) => new(CacheDirectory(parsed), (long)(parsed.GetRequiredValue(cacheLimit) * GiB));

    /// <summary>Adds what is wrong with these options.</summary>
    public void Check(ParseResult parsed, ICollection<Finding> findings)
    {
        new OptionCheck(findings).Value(cacheLimit, parsed, value => value >= 0, "0 or more");
        if (File.Exists(CacheDirectory(parsed)))
        {
            findings.Add(new Finding(cacheDirectory.Name, null, $"{CacheDirectory(parsed)} is a file", "a folder, which is made when absent"));
        }
    }

    // In place of an empty path, which is refused, the usual folder lets whatever else is wrong be found.
    public string CacheDirectory(ParseResult parsed) => parsed.GetRequiredValue(cacheDirectory) is { Length: > 0 } path ? Path.GetFullPath(path) : SliceCache.DefaultFolder;

    public bool Quiet(ParseResult parsed) => parsed.GetValue(quiet);

    public LogLevel LogLevel(ParseResult parsed) => parsed.GetValue(verbose) switch
    {
        // Trouble is said in a sentence of its own; what the actors say of it is for those who ask.
        0 => Microsoft.Extensions.Logging.LogLevel.Critical,
        1 => Microsoft.Extensions.Logging.LogLevel.Information,
        _ => Microsoft.Extensions.Logging.LogLevel.Debug,
    };

    internal static Option<string> CreateCacheDirectory() => new Option<string>("--cache_dir")
    {
        Description = "Folder of prepared slices, features of them and downloaded weights.",
        HelpName = "FOLDER",
        DefaultValueFactory = _ => SliceCache.DefaultFolder,
    }.IsPath();

    private static Option<double> CreateCacheLimit() =>
        OptionKinds.Number("--cache_limit", "Size that prepared slices and features of them may take up, in GiB; the least recently used go first.", "GIB", 100);
}
