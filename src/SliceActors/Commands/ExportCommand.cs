using System.CommandLine;
using SliceActors.Cards;
using SliceActors.Endings;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Screens;
using SliceActors.Studies.Exports;
using static SliceActors.Options.OptionKinds;

namespace SliceActors.Commands;

/// <summary><c>export RESULT_DIRECTORY OUTPUT_DIRECTORY</c>: the networks of a study for other programs, with a card that says what they are.</summary>
internal static class ExportCommand
{
    private static readonly Selection[] AllSelections = Enum.GetValues<Selection>();

    public static Command Create()
    {
        var results = new Argument<string>("RESULT_DIRECTORY") { Description = "Folder of a finished training." }.IsPath();
        var target = new Argument<string>("OUTPUT_DIRECTORY") { Description = "New or empty folder for what is taken away." }.IsPath();
        var onnx = Flag("--onnx", "Write each network in ONNX's format.");
        var name = new Option<string>("--name") { Description = "Name of the model on its card. Default: the name of the result folder.", HelpName = "NAME" };
        var selections = List<string>("--selection_metrics", "Best models to take: balanced_accuracy, loss or both.", "METRIC", [PredictCommand.Word(AllSelections[0])]);
        var quiet = new Option<bool>("--quiet", "-q") { Description = "Print only the result, warnings and errors." };
        var command = new Command("export", "Take networks away: a model card and, with --onnx, files that other programs run.") { results, target };
        command.AddGroup("What", onnx, selections, name);
        command.Options.Add(quiet);
        command.AddGroup(ConfigOption.Heading, new ConfigOption());
        command.AddExamples("results export --onnx");
        command.SetAction(async (parsed, cancellation) =>
        {
            var findings = PathWords.Empty(parsed);
            var check = new OptionCheck(findings);
            var request = new ExportRequest
            {
                ResultDirectory = parsed.GetRequiredValue(results),
                Target = parsed.GetRequiredValue(target),
                Selections = [.. parsed.GetRequiredValue(selections).Select(word => check.Term(selections, word, PredictCommand.Word, AllSelections)).Distinct().Order()],
                Onnx = parsed.GetValue(onnx),
            };
            var named = parsed.GetValue(name);
            check.That(named is null || !string.IsNullOrWhiteSpace(named), name, "an empty name", "a name for the card, or this option left out");
            if (findings.Count > 0)
            {
                throw new BadInputException(findings);
            }

            var usual = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(request.ResultDirectory)));
            return (int)await Export(request, named ?? usual, parsed.GetValue(quiet), cancellation);
        });
        return command;
    }

    private static async Task<ExitCode> Export(ExportRequest request, string name, bool quiet, CancellationToken cancellation)
    {
        try
        {
            await Interruptible.Run(
                async stop =>
                {
                    var (findings, warnings) = (new List<Finding>(), new List<string>());
                    var plan = ExportPlanner.Plan(request, warnings);
                    StudyDesk.Warn(warnings);
                    if (request.Onnx && !await NetworkTrial.Passes(plan.Study.Spec.Network, plan.Study.Spec.NetworkType, findings, stop))
                    {
                        throw new BadInputException(findings);
                    }

                    ExportPlanner.CheckNetworks(plan);
                    var version = ProgramVersion.Text;
                    var documents = new Dictionary<string, string>
                    {
                        ["README.md"] = ModelCard.Of(plan, name, version),
                        ["dataset_description.json"] = DatasetDescription.Json(name, version, ModelCard.What(plan)),
                        [".bidsignore"] = DatasetDescription.Ignored,
                    };
                    ExportScreen.Watch(quiet, plan.Networks.Length, done => StudyExporter.Write(plan, version, documents, Environment.ProcessorCount, done, stop));
                    ExportScreen.Show(plan);
                    return true;
                },
                cancellation);
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped; nothing was written.");
            return ExitCode.Interrupted;
        }
    }
}
