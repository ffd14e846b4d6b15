using System.CommandLine;
using System.Globalization;
using SliceActors.Endings;
using SliceActors.Imaging.Synthetic;
using SliceActors.Learning.Native.Facts;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Screens;
using SliceActors.Studies.Folders;

namespace SliceActors.Commands;

/// <summary><c>demo</c>: makes a small study and runs the real <c>train slice multicnn</c> on it.</summary>
internal static class DemoCommand
{
    private const int SlicesAroundBand = 5;

    // So large that each of its slices tells the classes apart: what the screen shows of them is what was put in.
    private static readonly SyntheticStudy Study = new() { ParticipantsPerClass = 20, Band = new SliceRange(new SliceIndex(30), 6), Effect = 1.5 };

    public static Command Create()
    {
        var output = new Option<string?>("--output") { Description = "Folder of the demo, absent or empty. Default: the first free slice-actors-demo, slice-actors-demo-2, …", HelpName = "FOLDER" }.IsPath();
        var leak = OptionKinds.Flag("--leak", "Show instead what comes out when the same people are in training and validation, and that check refuses it.");
        var portable = new PortableOption();
        var command = new Command("demo", "Make a small study of synthetic heads, train one network per slice on it, and show what comes out.") { output, leak, portable.Option };
        command.SetAction(async (parsed, cancellation) =>
        {
            PathWords.RefuseEmpty(parsed);
            portable.Apply(parsed);
            var folder = FreeOf(Path.GetFullPath(parsed.GetValue(output) ?? FreeFolder()));
            string[] further = [.. parsed.GetValue(portable.Option) ? [portable.Option.Name] : Array.Empty<string>(), .. LibtorchFacts.Read().Gpus.IsEmpty ? ["--use_cpu"] : Array.Empty<string>()];
            return parsed.GetValue(leak) ? await LeakDemo.Run(folder, further, cancellation) : await Run(folder, further, cancellation);
        });
        return command;
    }

    /// <summary>The folder, which is absent or empty and may be written to.</summary>
    private static string FreeOf(string folder)
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new RefusedException($"{folder} is not an empty folder; it is left untouched.");
        }

        var findings = new List<Finding>();
        OutputFolder.CheckWritable(new ResultTree(folder), findings);
        if (findings.Count > 0)
        {
            throw new BadInputException(findings);
        }

        return folder;
    }

    private static async Task<int> Run(string folder, string[] further, CancellationToken cancellation)
    {
        var (first, last) = (Study.Band.First, Study.Band.At(Study.Band.Count - 1));
        Sentences.Say($"Making synthetic heads in {folder}: AD and CN differ in {Study.Direction.Term()} slices {first} to {last} only …");
        var caps = await Interruptible.Run(stop => Task.FromResult(SyntheticHeads.Write(folder, Study, stop)), cancellation);
        var results = Path.Combine(folder, "results");
        string[] arguments = [.. Arguments(caps, results), .. further];
        Console.WriteLine($"slice-actors {string.Join(' ', arguments)}");
        Console.WriteLine();
        var code = await TrainCommand.Create().Parse(arguments[1..]).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancellation);
        if (code != (int)ExitCode.Done)
        {
            return code;
        }

        Console.WriteLine();
        Console.WriteLine($"The difference was put into slices {first} to {last}.");
        Console.WriteLine($"Tables: {new ResultTree(results).Classification(new FoldIndex(0), Selection.BestBalancedAccuracy)}");
        return code;
    }

    private static string[] Arguments(SyntheticCaps caps, string results)
    {
        var begin = Study.Band.First.Value - SlicesAroundBand;
        var end = Study.Shape.SlicesAlong(Study.Direction) - (Study.Band.First.Value + Study.Band.Count) - SlicesAroundBand;
        return
        [
            "train", "slice", "multicnn", caps.CapsDirectory, "t1-linear", caps.LabelsDirectory, results, "Conv4_FC3",
            "--n_splits", Number(Study.Folds), "--slice_direction", Number((int)Study.Direction), "--discarded_slices", Number(begin), Number(end),
            "--epochs", "8", "--train_metrics", "pass", "--batch_size", "8", "--learning_rate", "0.001", "--seed", "1",
        ];
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static string FreeFolder() =>
        Enumerable.Range(1, int.MaxValue)
            .Select(number => number == 1 ? "slice-actors-demo" : $"slice-actors-demo-{number}")
            .First(name => !Directory.Exists(name) && !File.Exists(name));
}
