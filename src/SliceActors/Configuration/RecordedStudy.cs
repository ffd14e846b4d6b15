using System.CommandLine;
using SliceActors.Learning.Native;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Results;

namespace SliceActors.Configuration;

/// <summary>A study as the <c>commandline.json</c> of its results keeps it: what to say to start it again.</summary>
/// <param name="results">The results, ours or those of ClinicaDL 0.2.</param>
internal sealed class RecordedStudy(ResultFolder results)
{
    private const string Transfer = "transfer_learning_path";

    /// <summary>Keys with other names than the arguments have.</summary>
    private static readonly Dictionary<string, string> Arguments = new(StringComparer.Ordinal) { ["caps_dir"] = "caps_directory", ["model"] = "architecture" };

    /// <summary>Keys that no option sets: the command and the machine do.</summary>
    private static readonly HashSet<string> NoOptions = ["logname", "version", "task", "mode", "network_type", "intra_op_threads", "memory_formats"];

    /// <summary>What was trained.</summary>
    public NetworkType NetworkType => results.Options.NetworkType;

    /// <summary>Opens the results of a study of slices.</summary>
    /// <param name="path">The folder, as typed.</param>
    /// <exception cref="BadInputException">There are none, or they are of another kind.</exception>
    public static RecordedStudy Open(string path)
    {
        var results = ResultFolder.Open(path.Length > 0 ? path : throw new BadInputException(PathWords.Empty("--from")));
        if (results.Options.Input is not null)
        {
            throw new BadInputException(new Finding(results.Tree.Root, null, "results of ClinicaDL 1.x, whose networks see other slices and whose tables are laid out otherwise: their options start no study here", "results of slice-actors or ClinicaDL 0.2"));
        }

        return results.Options.Mode == "slice" ? new RecordedStudy(results) : throw new BadInputException(
            new Finding(results.Tree.CommandLine, null, $"a study whose mode is {results.Options.Mode}", "a study of slices: networks of this program look at nothing else"));
    }

    /// <summary>A study with what of its computing no option says: an earlier study settles it, so that the same bytes come out.</summary>
    /// <param name="named">The study.</param>
    /// <param name="earlier">Results of the earlier study; null when there is none.</param>
    /// <returns>The same study when ClinicaDL trained the earlier one, which computed otherwise anyway.</returns>
    public static NamedStudy Computing(NamedStudy named, string? earlier)
    {
        if (earlier is null || ResultFolder.Open(earlier) is not { Options.IntraOpThreads: { } threads } results)
        {
            return named;
        }

        var compute = named.Spec.Compute with { MemoryFormats = results.Options.MemoryFormats };
        return named with { Spec = named.Spec with { Compute = compute }, Earlier = compute with { IntraOpThreads = threads, Numerics = results.Numerics() } };
    }

    /// <summary>The words for each option and argument of the study but its output folder. Relative paths stay as they were typed.</summary>
    /// <param name="command">The command that starts it again.</param>
    /// <param name="said">Options and arguments that are settled otherwise.</param>
    /// <param name="findings">Gets what cannot be said to this command.</param>
    public IReadOnlyDictionary<Symbol, IReadOnlyList<string>> Words(Command command, IReadOnlySet<Symbol> said, ICollection<Finding> findings)
    {
        var file = OptionsFile.Read(results.Tree.CommandLine, findings);
        var keys = FileWords.Keys(command);
        var ofOthers = command.Parents.OfType<Command>().SelectMany(parent => parent.Subcommands).SelectMany(other => FileWords.Keys(other).Keys).Except(keys.Keys).ToHashSet();
        var entries = file.Entries
            .Where(entry => !NoOptions.Contains(entry.Key) && !ofOthers.Contains(entry.Key))
            .Select(entry => entry with { Key = Arguments.GetValueOrDefault(entry.Key, entry.Key) })
            .Where(entry => !keys.TryGetValue(entry.Key, out var symbol) || (!said.Contains(symbol) && IsSaid(symbol, entry.Value)))
            .ToList();
        if (entries.Exists(entry => entry.Key == Transfer))
        {
            // Then no weights are: there is only one beginning.
            entries.RemoveAll(entry => entry.Key == "weights");
        }

        CheckThreshold(file, entries, findings);
        var words = FileWords.Of(file with { Entries = entries }, command, folder: null, findings);
        return results.Numerics() is { } numerics && PortableNumerics.AreThose(numerics) && !said.Contains(keys["portable"]) ? new Dictionary<Symbol, IReadOnlyList<string>>(words) { [keys["portable"]] = ["--portable"] } : words;
    }

    /// <summary>
    /// Whether a value says anything: what was not given is recorded as <c>null</c>, as <c>false</c>, as an empty table, or, in place of a list, as the
    /// one value that is usual.
    /// </summary>
    private static bool IsSaid(Symbol symbol, KeptValue value) => (symbol, value) switch
    {
        (_, KeptValue.Other or KeptValue.Table { Entries.Count: 0 }) => false,
        (Option option, KeptValue.Flag { IsOn: false }) => option.ValueType == typeof(bool),
        (Option { AllowMultipleArgumentsPerToken: true } list, KeptValue.Number number) => list.GetDefaultValue() is not int[] usual || string.Join(' ', usual) != number.Word,
        _ => true,
    };

    /// <summary>ClinicaDL compares its threshold with a number of right answers, and does not say what slices weigh.</summary>
    private static void CheckThreshold(OptionsFile file, List<Entry> left, ICollection<Finding> findings)
    {
        const string threshold = "selection_threshold";
        if (left.Find(entry => entry.Key == threshold) is { Value: not KeptValue.Number { Word: "0" or "0.0" } } entry && !file.Entries.Any(other => other.Key == "vote_weights"))
        {
            left.Remove(entry);
            findings.Add(new Finding(file.Path, entry.Line, $"{threshold} is {entry.Value}, which ClinicaDL compares with a number of right answers", $"the rate that is meant, on the command line: --{threshold} RATE"));
        }
    }
}
