using System.CommandLine;
using SliceActors.Endings;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Tables;
using SliceActors.Screens;
using SliceActors.Studies.Comparisons;
using Spectre.Console;

namespace SliceActors.Commands;

/// <summary><c>compare RESULT RESULT …</c>: whether results differ on the people that they share.</summary>
internal static class CompareCommand
{
    private static readonly Selection[] AllSelections = Enum.GetValues<Selection>();

    public static Command Create()
    {
        var results = new Argument<string[]>("RESULT")
        {
            Description = "Two or more: folders of cnn or multicnn trainings, or tables PREFIX_image_level_prediction.tsv of predict.",
            Arity = ArgumentArity.OneOrMore,
        }.IsPath();
        var group = new Option<string?>("--group")
        {
            Description = "Compare what predict wrote with this PREFIX_OUTPUT into the folders. Without it, their validation sets.",
            HelpName = "PREFIX",
        };
        var selection = OptionKinds.Value("--selection_metrics", "Best models of the folders to compare: balanced_accuracy or loss.", "METRIC", PredictCommand.Word(Selection.BestBalancedAccuracy));
        var output = new Option<string?>("--output") { Description = "Also write all figures to this new .tsv file.", HelpName = "FILE" }.IsPath();
        var command = new Command("compare", "Say whether results differ, on the people that they share.") { results, group, selection, output };
        command.AddExamples(
            "results-resnet18 results-Conv5_FC3",
            "results-resnet18 results-Conv5_FC3 results-ConvNet --group test --output differences.tsv",
            "a/ensemble/best_loss/test_image_level_prediction.tsv b/ensemble/best_loss/test_image_level_prediction.tsv");
        command.SetAction(parsed =>
        {
            var findings = PathWords.Empty(parsed);
            var check = new OptionCheck(findings);
            var paths = parsed.GetRequiredValue(results);
            check.That(paths.Length >= 2, results, Count.Of(paths.Length, "result"), "two or more results to compare");
            var wanted = check.Term(selection, parsed.GetRequiredValue(selection), PredictCommand.Word, AllSelections);
            var table = parsed.GetValue(output);
            check.That(!Path.Exists(table), output, $"{table} is there already", "a new file: nothing is replaced");
            if (findings.Count > 0)
            {
                throw new BadInputException(findings);
            }

            var compared = ComparedStudies.Of(new ComparisonRequest([.. paths], parsed.GetValue(group), wanted));
            if (table is not null)
            {
                ComparisonTable.Write(Path.GetFullPath(table), compared.Set, compared.Comparisons);
            }

            ComparisonScreen.Show(compared, table, AnsiConsole.Console);
            return (int)ExitCode.Done;
        });
        return command;
    }
}
