using System.CommandLine;
using SliceActors.Endings;
using SliceActors.Options;
using SliceActors.Reports.Pages;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Baselines;
using SliceActors.Scoring.Tables;
using SliceActors.Screens;
using SliceActors.Studies.Baselines;
using Spectre.Console;

namespace SliceActors.Commands;

/// <summary><c>baseline RESULT_DIRECTORY</c>: what simple models make of the same images, labels and folds.</summary>
internal static class BaselineCommand
{
    public static Command Create()
    {
        var results = new Argument<string>("RESULT_DIRECTORY") { Description = "Folder of a cnn or multicnn training, finished or not." }.IsPath();
        var quiet = OptionKinds.Flag("--quiet", "Print the result and nothing else.", "-q");
        var command = new Command("baseline", "Fit simple models to the folds of a study: what its networks have to beat.") { results, quiet };
        command.AddExamples("results");
        command.SetAction(async (parsed, cancellation) =>
        {
            var study = BaselineStudy.Open(Folders.Results(parsed, results));
            try
            {
                var baselines = await Interruptible.Run(stop => Task.FromResult(Fit(study, parsed.GetValue(quiet), stop)), cancellation);
                var differences = BaselineDifferences.Of(study, baselines);
                BaselineTable.Write(study.Tree, baselines.Figures);
                ComparisonTable.Write(study.Tree.BaselineDifferences, DataSubset.Validation.Term(), [.. differences.Differences.Select(difference => difference.Comparison)]);
                BaselineScreen.Show(study, baselines.Figures, differences, AnsiConsole.Console);
                if (File.Exists(study.Tree.Report))
                {
                    ReportPage.TryWrite(study.Tree);
                }

                return (int)ExitCode.Done;
            }
            catch (OperationCanceledException)
            {
                Console.Error.WriteLine("Stopped; nothing was written.");
                return (int)ExitCode.Interrupted;
            }
        });
        return command;
    }

    private static FittedBaselines Fit(BaselineStudy study, bool quiet, CancellationToken stop)
    {
        if (quiet || !AnsiConsole.Profile.Capabilities.Interactive)
        {
            return study.Fit(_ => { }, stop);
        }

        return AnsiConsole.Progress().AutoClear(true).Start(context =>
        {
            var bar = context.AddTask("Reading images", maxValue: study.Plan.Images.Length);
            return study.Fit(read => bar.Value = Math.Max(bar.Value, read), stop);
        });
    }
}
