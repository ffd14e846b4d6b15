using System.CommandLine;
using System.Text.Json;
using SliceActors.EndToEnd.Tests.Configuration;
using SliceActors.Options;
using SliceActors.Runs.Events;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Results;
using SliceActors.Testing;
using SliceActors.Wire;

namespace SliceActors.EndToEnd.Tests.Words;

/// <summary>The places that an option of <c>train</c> has to be in, and which of the specs' properties each place knows: found out by changing one after the other.</summary>
internal static class OptionPlaces
{
    private static readonly NetworkType[] Types = Enum.GetValues<NetworkType>();

    /// <summary>The options of the command line of each kind of network, by their names.</summary>
    public static IReadOnlyList<Option> Options { get; } = [.. Types.SelectMany(type => Command(type).Command.Options).DistinctBy(option => option.Name)];

    /// <summary>The properties that each option, and ARCHITECTURE with its further arguments, changes.</summary>
    /// <param name="values">What to write behind each option.</param>
    public static ILookup<string, string> SetBy(IReadOnlyDictionary<string, string> values) => (
        from type in Types
        let before = ChangedSpecs.Values(Bind(type, Arguments("CAPS", "t1-linear", "labels", "ConvNet")))
        from entry in values
        where !entry.Key.StartsWith('-') || Command(type).Command.Options.Any(option => option.Name == entry.Key)
        let after = ChangedSpecs.Values(Bind(type, With(entry.Key, entry.Value)))
        from property in before.Keys
        where before[property] != after[property]
        select (entry.Key, property)).Distinct().ToLookup(pair => pair.Key, pair => pair.property);

    /// <summary>What each option makes of <c>commandline.json</c>, and what it is of a study that is started from that file again.</summary>
    /// <param name="values">What to write behind each option.</param>
    public static IEnumerable<(string Option, string Recorded, string Again)> SaidAgain(IReadOnlyDictionary<string, string> values)
    {
        using var folder = new TemporaryFolder();
        foreach (var type in Types)
        {
            var options = Command(type).Command.Options.Select(option => option.Name).ToHashSet();
            foreach (var (option, value) in values.Where(entry => !entry.Key.StartsWith('-') || options.Contains(entry.Key)))
            {
                var recorded = CommandLineJson.Write(Bind(type, With(option, value)));
                File.WriteAllText(folder.File("commandline.json"), recorded);
                yield return (option, recorded, CommandLineJson.Write(Bind(type, [.. TypedLine.Understood("train", "--from", folder.Path, "results").Skip(1)])));
            }
        }
    }

    /// <summary>Properties that the wire knows.</summary>
    public static IReadOnlySet<string> OnTheWire() => Known(spec => spec, spec =>
    {
        var submission = TestStudy.Submission(1) with { Spec = spec };
        var schema = JournalSchema.Current;
        return ((RunEvents.RunSubmitted)schema.Read("rs", schema.Write(RunEvents.RunSubmitted.Of(submission)))).Spec;
    });

    /// <summary>Properties that change the identity of a study.</summary>
    public static IReadOnlySet<string> InDigest() => Known(spec => spec.Digest());

    /// <summary>Properties that <c>commandline.json</c> says.</summary>
    public static IReadOnlySet<string> Written() => Known(CommandLineJson.Write);

    /// <summary>Properties that are read back from it.</summary>
    public static IReadOnlySet<string> ReadBack()
    {
        using var folder = new TemporaryFolder();
        return Known(spec =>
        {
            File.WriteAllText(folder.File("commandline.json"), CommandLineJson.Write(spec));
            return JsonSerializer.Serialize(ResultFolder.Open(folder.Path).Options);
        });
    }

    private static HashSet<string> Known(Func<RunSpec, string> told) =>
        [.. Changes().Where(changed => told(changed.Before) != told(changed.After)).Select(changed => changed.Property)];

    private static HashSet<string> Known(Func<RunSpec, RunSpec> sent, Func<RunSpec, RunSpec> back) =>
        [.. Changes().GroupBy(changed => changed.Property).Where(group => group.All(changed => ChangedSpecs.Values(back(sent(changed.After)))[changed.Property] == ChangedSpecs.Values(changed.After)[changed.Property])).Select(group => group.Key)];

    // Some properties are told only for one kind of network, or when another property has some value.
    private static IEnumerable<(string Property, RunSpec Before, RunSpec After)> Changes() =>
        Types.SelectMany(type => ChangedSpecs.Each(type, onTop: false).Concat(ChangedSpecs.Each(type, onTop: true)));

    private static (Command Command, StudyOptions Study) Command(NetworkType type)
    {
        var (command, study) = (new Command("train"), new StudyOptions());
        study.AddTo(command, type);
        new SharedOptions().AddTo(command);
        return (command, study);
    }

    private static RunSpec Bind(NetworkType type, string[] arguments)
    {
        var (command, study) = Command(type);
        var parsed = command.Parse(arguments);
        Assert.Empty(parsed.Errors);
        return study.Bind(parsed, type).Spec;
    }

    private static string[] With(string option, string value) => option switch
    {
        "CAPS_DIRECTORY" => Arguments(value, "t1-linear", "labels", "ConvNet"),
        "PREPROCESSING" => Arguments("CAPS", value, "labels", "ConvNet"),
        "TSV_PATH" => Arguments("CAPS", "t1-linear", value, "ConvNet"),
        "ARCHITECTURE" => Arguments("CAPS", "t1-linear", "labels", value),
        _ => [.. Arguments("CAPS", "t1-linear", "labels", "ConvNet", option == "--seed" ? [] : ["--seed", "1"]), option, .. value.Split(' ', StringSplitOptions.RemoveEmptyEntries)],
    };

    private static string[] Arguments(string caps, string preprocessing, string labels, string architecture, string[]? further = null) =>
        [caps, preprocessing, labels, "results", architecture, .. further ?? ["--seed", "1"]];
}
