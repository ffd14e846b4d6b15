using System.CommandLine;

namespace SliceActors.Options;

/// <summary><c>--from</c>: a study that is started again. Its options are read before a command starts; what it trains need not be said either.</summary>
internal sealed class FromOption : Option<string?>
{
    public FromOption()
        : base("--from")
    {
        Description = "Start the study of a result folder again: OUTPUT_DIRECTORY is the only argument then. What the command line says counts more.";
        HelpName = "RESULTS";
        Recursive = true;
    }
}
