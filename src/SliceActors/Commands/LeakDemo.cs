using System.CommandLine;
using System.Globalization;
using SliceActors.Endings;
using SliceActors.Imaging.Synthetic;
using SliceActors.Imaging.Volumes;
using SliceActors.Reports.Parts;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Screens;

namespace SliceActors.Commands;

/// <summary>
/// <c>demo --leak</c>: heads that do not differ by class, several sessions of each person. Sessions that are assigned to training and validation without asking whose they are seem to prove that
/// networks tell the classes apart, since they know the people by sight; people who are assigned prove nothing. The same images, networks and figures.
/// </summary>
internal static class LeakDemo
{
    private const int Slice = 16;

    private static readonly SyntheticStudy Study = new()
    {
        ParticipantsPerClass = 12,
        Sessions = 4,
        EverybodyReturns = true,
        Effect = 0,
        Shape = new VolumeShape(28, 35, 30),
        Band = new SliceRange(new SliceIndex(Slice), 1),
        Seed = 3,
    };

    /// <summary>Makes the heads and trains both splits.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="further">Options for all commands.</param>
    /// <param name="cancellation">Stops.</param>
    public static async Task<int> Run(string folder, string[] further, CancellationToken cancellation)
    {
        Console.WriteLine($"Making heads of {2 * Study.ParticipantsPerClass} people, {Study.Sessions} sessions each, in {folder}: AD and CN do not differ …");
        var caps = await Interruptible.Run(stop => Task.FromResult(SyntheticHeads.Write(folder, Study, stop)), cancellation);
        var leaking = Path.Combine(folder, "labels-by-session");
        SyntheticHeads.WriteLeakingLabels(leaking, Study);

        Console.WriteLine("Sessions assigned to training and validation, whosever they are. check says:");
        if (!await IsRefused(Arguments(caps.CapsDirectory, leaking, Path.Combine(folder, "results-refused"), further), cancellation))
        {
            throw new InvalidOperationException("A split with the same people on both sides was not refused.");
        }

        var (bySession, byPerson) = (Path.Combine(folder, "results-by-session"), Path.Combine(folder, "results-by-person"));
        Console.WriteLine("Trained all the same, with --allow_leakage; then assigned by person …");
        foreach (var arguments in (string[][])[[.. Arguments(caps.CapsDirectory, leaking, bySession, further), "--allow_leakage"], Arguments(caps.CapsDirectory, caps.LabelsDirectory, byPerson, further)])
        {
            Console.WriteLine($"slice-actors train {string.Join(' ', arguments)}");
            var code = await Interpret(TrainCommand.Create(), [.. arguments, "--quiet"], cancellation);
            if (code != (int)ExitCode.Done)
            {
                return code;
            }
        }

        Console.WriteLine();
        Console.WriteLine("AD and CN do not differ, so the truth is 0.5. By leave-pair-out, best by BA:");
        Console.WriteLine($"  by session: {Published(bySession)}");
        Console.WriteLine($"  by person:  {Published(byPerson)}");
        Console.WriteLine("Assigned by session, networks know the people by sight. No figure and no");
        Console.WriteLine("interval shows it, only the lists of people: check looks at them.");
        return (int)ExitCode.Done;
    }

    private static string[] Arguments(string caps, string labels, string results, string[] further) =>
    [
        "slice", "cnn", caps, "t1-linear", labels, results, "ConvNet",
        "--n_splits", Number(Study.Folds), "--slice_direction", Number((int)Study.Direction), "--discarded_slices", Number(Slice), Number(Study.Shape.SlicesAlong(Study.Direction) - Slice - 1),
        "--epochs", "15", "--train_metrics", "pass", "--batch_size", "4", "--learning_rate", "0.001", "--seed", "1", .. further,
    ];

    private static async Task<bool> IsRefused(string[] arguments, CancellationToken cancellation)
    {
        Console.WriteLine($"slice-actors check {string.Join(' ', arguments)}");
        try
        {
            await Interpret(CheckCommand.Create(), arguments, cancellation);
            return false;
        }
        catch (BadInputException refused)
        {
            FindingsScreen.Show(refused.Findings, "nothing was written", Console.Out);
            return true;
        }
    }

    private static Task<int> Interpret(Command command, string[] arguments, CancellationToken cancellation) =>
        command.Parse(arguments).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, cancellation);

    private static string Published(string results)
    {
        var row = ReportTable.Read(new ResultTree(results).Estimate)!.Rows.First();
        return $"BA {ClaimTable.Text(Figures.Of(row, "balanced_accuracy"))}, AUC {ClaimTable.Text(Figures.Of(row, "auc"))}";
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
