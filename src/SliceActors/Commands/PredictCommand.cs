using System.CommandLine;
using SliceActors.Endings;
using SliceActors.Imaging.Store;
using SliceActors.Options;
using SliceActors.Reports.Pages;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Screens;
using SliceActors.Studies.Prediction;
using Spectre.Console;
using static SliceActors.Options.OptionKinds;

namespace SliceActors.Commands;

/// <summary><c>predict RESULT_DIRECTORY CAPS_DIRECTORY TSV_PATH PREFIX_OUTPUT</c>: ClinicaDL's <c>classify</c>.</summary>
internal static class PredictCommand
{
    private static readonly Selection[] AllSelections = Enum.GetValues<Selection>();

    public static Command Create()
    {
        var results = new Argument<string>("RESULT_DIRECTORY") { Description = "Folder of a finished cnn or multicnn training, of slice-actors or ClinicaDL." }.IsPath();
        var caps = new Argument<string>("CAPS_DIRECTORY") { Description = "Root of the CAPS that holds the new images; with --multi_cohort a .tsv file with the columns cohort, path." }.IsPath();
        var tsv = new Argument<string>("TSV_PATH") { Description = "Table of sessions (.tsv), or folder with LABEL_baseline.tsv for each label." }.IsPath();
        var prefix = new Argument<string>("PREFIX_OUTPUT") { Description = "Begins the names of the tables, for example test." };
        var multiCohort = Flag("--multi_cohort", "CAPS_DIRECTORY and TSV_PATH are .tsv files that name several cohorts.");
        var useExtractedSlices = Flag("--use_extracted_slices", "Read the files of 'extract slice' instead of cutting volumes.", "--use_extracted_features");
        var noLabels = Flag("--no_labels", "The labels are not known: predictions only, no metrics.", "-nl");
        var selections = List<string>("--selection_metrics", "Best models to apply: balanced_accuracy, loss or both.", "METRIC", [.. AllSelections.Select(Word)]);
        var weights = Value("--vote_weights", "Who weighs the slices of a vote: training, the validation set of its fold, or crossfold, those of the other folds.", "WHOM", Word(Weighing.Fold));
        var diagnoses = List<string>("--diagnoses", "Labels to load. Default: those of the training.", "LABEL", [], "-d");
        var labelCode = List<string>("--label_code", "Class of further labels, for example depr=1 control=0.", PairsHelpName, []);
        var overwrite = Flag("--overwrite", "Replace tables of the same prefix.");
        var (device, portable) = (new DeviceOption(), new PortableOption());
        var nProc = Value("--nproc", "Threads that prepare slices.", "N", Environment.ProcessorCount, "-np");
        var shared = new SharedOptions();
        var command = new Command("predict", "Apply the trained networks of every fold to new images.")
        {
            results, caps, tsv, prefix,
        };
        command.AddGroup("Who", multiCohort, noLabels, diagnoses, labelCode);
        command.AddGroup("Networks and slices", selections, weights, useExtractedSlices);
        command.AddGroup("Machine", device.Option, portable.Option, nProc);
        command.Options.Add(overwrite);
        shared.AddTo(command, actors: false);
        command.AddGroup(ConfigOption.Heading, new ConfigOption());
        command.AddExamples("results CAPS labels/test test", "results CAPS new-sessions.tsv clinic --no_labels");
        command.SetAction(async (parsed, cancellation) =>
        {
            portable.Apply(parsed);
            var findings = PathWords.Empty(parsed);
            var check = new OptionCheck(findings);
            var threads = check.Value(nProc, parsed, value => value >= 0, "0 or more");
            shared.Check(parsed, findings);
            var request = new PredictionRequest
            {
                ResultDirectory = parsed.GetRequiredValue(results),
                CapsDirectory = parsed.GetRequiredValue(caps),
                TsvPath = parsed.GetRequiredValue(tsv),
                Prefix = parsed.GetRequiredValue(prefix),
                MultiCohort = parsed.GetValue(multiCohort),
                UseExtractedSlices = parsed.GetValue(useExtractedSlices),
                Labelled = !parsed.GetValue(noLabels),
                Selections = [.. parsed.GetRequiredValue(selections).Select(word => check.Term(selections, word, Word, AllSelections)).Distinct().Order()],
                Weighing = check.Term(weights, parsed.GetRequiredValue(weights), Word, Enum.GetValues<Weighing>()),
                Diagnoses = [.. parsed.GetRequiredValue(diagnoses)],
                LabelCode = check.LabelCode(labelCode, parsed.GetRequiredValue(labelCode)),
                Overwrite = parsed.GetValue(overwrite),
            };
            device.Check(parsed, findings);
            portable.Check(parsed, device.UseCpu(parsed), findings);
            if (device.Notice(parsed) is { } notice && !shared.Quiet(parsed))
            {
                Sentences.Say(notice);
            }

            return (int)await Predict(request, device.UseCpu(parsed), findings, shared.Cache(parsed), Math.Max(1, threads), shared.Quiet(parsed), cancellation);
        });
        return command;
    }

    private static async Task<ExitCode> Predict(PredictionRequest request, bool useCpu, List<Finding> findings, SliceCache cache, int fillThreads, bool quiet, CancellationToken cancellation)
    {
        try
        {
            var (plan, result) = await Interruptible.Run(stop => Compute(request, useCpu, findings, cache, fillThreads, quiet, stop), cancellation);
            PredictionScreen.Show(plan, result, AnsiConsole.Console);
            if (ReportPage.TryWrite(plan.Results.Tree))
            {
                Sentences.Say($"One page with all of it: {plan.Results.Tree.Report}");
            }

            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped; no predictions were written.");
            return ExitCode.Interrupted;
        }
    }

    private static async Task<(PredictionPlan Plan, PredictionResult Result)> Compute(PredictionRequest request, bool useCpu, List<Finding> findings, SliceCache cache, int fillThreads, bool quiet, CancellationToken stop)
    {
        var warnings = new List<string>();
        var plan = Plan(request, findings, cache, warnings);
        StudyDesk.Warn(warnings);
        if (!await NetworkTrial.Passes(plan.Network, plan.Results.Options.NetworkType, findings, stop))
        {
            throw new BadInputException(findings);
        }

        using var claim = StudyPredictor.Claim(plan);
        SliceStore? store = null;
        try
        {
            FillScreen.Show(quiet, request.UseExtractedSlices, progress =>
            {
                store = cache.OpenOrFill(plan.Images, plan.Preparation, fillThreads, progress, stop);
                return (store.ContentDigests, store.Statistics);
            });
            warnings.Clear();
            plan = PredictionPlanner.KnownImages(plan, store!.Marks, warnings);
            StudyDesk.Warn(warnings);
            var networks = plan.Folds.Sum(fold => fold.Networks.Length);
            var machine = Machine.Predicting(networks, plan.IntraOpThreads, useCpu);
            var result = PredictionScreen.Watch(quiet, networks, done => StudyPredictor.Predict(plan, store!, machine.Slots, done, stop));
            StudyPredictor.Write(plan, result);
            return (plan, result);
        }
        finally
        {
            store?.Dispose();
        }
    }

    // What is wrong with the options and with the files is said together, but for options without which no file can be judged.
    private static PredictionPlan Plan(PredictionRequest request, List<Finding> findings, SliceCache cache, List<string> warnings)
    {
        PredictionPlan? plan = null;
        try
        {
            plan = findings.TrueForAll(finding => finding.Where is "--use_cpu" or "--portable" or "--nproc" or "--cache_limit" or "--cache_dir") ? PredictionPlanner.Plan(request, cache, warnings) : null;
        }
        catch (BadInputException bad)
        {
            findings.AddRange(bad.Findings);
        }

        return findings.Count == 0 && plan is not null ? plan : throw new BadInputException(findings);
    }

    private static string Word(Weighing weighing) => weighing == Weighing.OtherFolds ? "crossfold" : "training";

    /// <summary><c>balanced_accuracy</c> or <c>loss</c>.</summary>
    internal static string Word(Selection selection) => selection.Term()["best_".Length..];
}
