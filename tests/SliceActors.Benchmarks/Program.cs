using System.Collections.Immutable;
using System.CommandLine;
using System.Diagnostics;
using SliceActors.Benchmarks.Measuring;
using SliceActors.Benchmarks.Parts;
using SliceActors.Benchmarks.Studies;
using Spectre.Console;

if (Console.IsOutputRedirected)
{
    AnsiConsole.Profile.Width = 200;
}

// Memory first: what others leave behind is not its own.
IPart[] all = [new MemoryPart(), new FloorPart(), new SlotsPart(), new FormatsPart(), new FusePart(), new BatchesPart(), new FrozenPart(), new AugmentationPart(), new PeerPart(), new PlainPart(), new CoveragePart(), new ClaimsPart(), new TruthPart(), new ChancePart(), new StorePart(), new ScalePart(), new TakeOverPart(), new NodesPart()];
var parts = new Argument<string[]>("PART")
{
    Description = $"Parts to run; without any, all. {string.Join(" ", all.Select(part => $"{part.Name}: {part.Description}."))}",
    Arity = ArgumentArity.ZeroOrMore,
};
parts.AcceptOnlyFromAmong([.. all.Select(part => part.Name)]);
var quick = new Option<bool>("--quick") { Description = "Fewer networks and shorter measurements: some 5 minutes on 2 cores instead of half an hour." };
var caps = new Option<string?>("--caps") { Description = "CAPS of t1-linear images to use instead of synthetic heads.", HelpName = "FOLDER" };
var tsv = new Option<string?>("--tsv") { Description = "Its label tables, as tsvtool split or kfold makes them.", HelpName = "FOLDER" };
var splits = new Option<int?>("--n_splits") { Description = "Folds of the tables, of which the first is run; without it a single split.", HelpName = "K" };
var diagnoses = new Option<string[]>("--diagnoses") { Description = "Labels to load.", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => ["AD", "CN"] };
var codes = new Option<string[]>("--label_code") { Description = "Class of other labels.", HelpName = "NAME=CLASS", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };
var work = new Option<string>("--work") { Description = "Folder on the disk to be measured; what is made there is removed.", HelpName = "FOLDER", DefaultValueFactory = _ => Path.GetTempPath() };
var root = new RootCommand("Compares whole runs with what they are made of. All ratios come from one run on one machine; leave it alone meanwhile.")
{
    parts, quick, caps, tsv, splits, diagnoses, codes, work,
};
root.Validators.Add(result =>
{
    if (result.GetValue(caps) is null != result.GetValue(tsv) is null)
    {
        result.AddError("--caps and --tsv go together.");
    }
});
root.SetAction(async (parsed, _) =>
{
    using var workspace = new Workspace(parsed.GetRequiredValue(work));
    var given = parsed.GetValue(caps) is { } folder
        ? new StudySource(
            folder, parsed.GetValue(tsv)!, [.. parsed.GetRequiredValue(diagnoses)],
            parsed.GetRequiredValue(codes).Select(code => code.Split('=')).ToImmutableSortedDictionary(
                code => code[0], code => int.Parse(code[1], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal),
            parsed.GetValue(splits))
        : null;
    var settings = new Settings(parsed.GetValue(quick), given, workspace);
    var (report, clock) = (new Report(), Stopwatch.StartNew());
    var chosen = parsed.GetValue(parts) ?? [];
    foreach (var part in all.Where(part => chosen.Length == 0 || chosen.Contains(part.Name)))
    {
        await part.Run(settings, report);
    }

    report.Print();
    Console.WriteLine($"{Settings.Cores} cores, {clock.Elapsed.TotalMinutes:0.0} minutes. Choose parts: -- {string.Join(' ', all.Select(part => part.Name))}; a short look: -- --quick; more: -- --help");
});
return await root.Parse(args).InvokeAsync();
