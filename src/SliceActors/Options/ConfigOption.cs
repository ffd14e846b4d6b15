using System.CommandLine;

namespace SliceActors.Options;

/// <summary><c>--config</c>: a file that says what the command line leaves out. It is read before a command starts.</summary>
internal sealed class ConfigOption : Option<string?>
{
    /// <summary>The heading of the help above it, and above options like it.</summary>
    public const string Heading = "Kept options";

    public ConfigOption()
        : base("--config")
    {
        Description = "File (.toml or .json) of options and arguments by their names, such as batch_size = 8. What the command line says counts more.";
        HelpName = "FILE";
    }
}
