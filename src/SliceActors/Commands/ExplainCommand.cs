using System.Collections.Immutable;
using System.CommandLine;
using SliceActors.Endings;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Explanations;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Screens;
using SliceActors.Studies.Explanations;
using Spectre.Console;
using static SliceActors.Options.OptionKinds;

namespace SliceActors.Commands;

/// <summary><c>explain RESULT_DIRECTORY</c>: where in an image the answer of the networks comes from; ClinicaDL's <c>interpret</c>.</summary>
internal static class ExplainCommand
{
    private const int Side = 224;
    private static readonly ExplanationMethod[] Methods = Enum.GetValues<ExplanationMethod>();
    private static readonly Selection[] AllSelections = Enum.GetValues<Selection>();

    public static Command Create()
    {
        var usual = new ExplanationSettings();
        var results = new Argument<string>("RESULT_DIRECTORY") { Description = "Folder of a finished cnn or multicnn training." }.IsPath();
        var others = new OtherImagesOptions();
        var participants = List<string>("--participants", "Whose images to explain. Default: everybody in a validation set, or in TSV_PATH.", "ID", []);
        var groupBy = new Option<string?>("--group_by") { HelpName = "COLUMN", Description = "Column of the label tables whose values make the groups of mean maps, for example diagnosis. Default: the classes." };
        var selections = List<string>("--selection_metrics", "Best models to explain: balanced_accuracy, loss or both.", "METRIC", [PredictCommand.Word(AllSelections[0])]);
        var method = Value("--method", $"How: {string.Join(", ", Methods.Select(ExplanationSettings.Term))}.", "METHOD", ExplanationSettings.Term(usual.Method));
        var target = Value("--target_class", "Class that positive numbers speak for, 0 or 1.", "CLASS", usual.TargetClass);
        var samples = Value("--samples", "For smoothgrad: noisy copies of each slice.", "N", usual.Samples);
        var noise = Number("--noise", "For smoothgrad: deviation of the noise, as a fraction of the slice's range.", "X", usual.Noise);
        var steps = Value("--steps", "For integrated_gradients: points between black and the slice.", "N", usual.Steps);
        var patch = Value("--patch", "For occlusion: rows and columns of a patch, in pixels of 224.", "PIXELS", usual.Patch);
        var stride = Value("--stride", "For occlusion: pixels from a patch to the next.", "PIXELS", usual.Stride);
        var overwrite = Flag("--overwrite", "Replace maps of the same method.");
        var (device, portable) = (new DeviceOption(), new PortableOption());
        var nProc = Value("--nproc", "Threads that prepare slices.", "N", Environment.ProcessorCount, "-np");
        var shared = new SharedOptions();
        var command = new Command("explain", "Show where in each image the answer of the networks comes from.") { results, others.Caps, others.Tsv, others.Prefix };
        command.AddGroup("Who", [participants, groupBy, .. others.Options]);
        command.AddGroup("Networks", selections);
        command.AddGroup("Method", method, target, samples, noise, steps, patch, stride);
        command.AddGroup("Machine", device.Option, portable.Option, nProc);
        command.Options.Add(overwrite);
        shared.AddTo(command, actors: false);
        command.AddGroup(ConfigOption.Heading, new ConfigOption());
        command.AddExamples("results", "results --method occlusion --participants sub-01 sub-02", "results CAPS labels/test test --group_by diagnosis");
        command.SetAction(async (parsed, cancellation) =>
        {
            portable.Apply(parsed);
            var findings = PathWords.Empty(parsed);
            var check = new OptionCheck(findings);
            var threads = check.Value(nProc, parsed, value => value >= 0, "0 or more");
            shared.Check(parsed, findings);
            var patchPixels = check.Value(patch, parsed, value => value is >= 1 and <= Side, $"1 to {Side}");
            ImmutableArray<Selection> best = [.. parsed.GetRequiredValue(selections).Select(word => check.Term(selections, word, PredictCommand.Word, AllSelections)).Distinct().Order()];
            var folder = parsed.GetRequiredValue(results);
            var request = new ExplanationRequest
            {
                ResultDirectory = folder,
                Others = others.Of(parsed, folder, best, check),
                GroupBy = parsed.GetValue(groupBy),
                Settings = new ExplanationSettings
                {
                    Method = check.Term(method, parsed.GetRequiredValue(method), ExplanationSettings.Term, Methods),
                    TargetClass = check.Value(target, parsed, value => value is 0 or 1, "0 or 1"),
                    Samples = check.Value(samples, parsed, value => value is >= 1 and <= 10_000, "1 to 10000"),
                    Noise = check.Value(noise, parsed, value => value is >= 0 and <= 10, "0 to 10"),
                    Steps = check.Value(steps, parsed, value => value is >= 1 and <= 100_000, "1 to 100000"),
                    Patch = patchPixels,
                    Stride = check.Value(stride, parsed, value => value >= 1 && value <= patchPixels, "at least 1 and at most --patch: every pixel has to be covered"),
                },
                Selections = best,
                Participants = [.. parsed.GetRequiredValue(participants)],
                Overwrite = parsed.GetValue(overwrite),
            };
            device.Check(parsed, findings);
            portable.Check(parsed, device.UseCpu(parsed), findings);
            if (findings.Count > 0)
            {
                throw new BadInputException(findings);
            }

            if (device.Notice(parsed) is { } notice && !shared.Quiet(parsed))
            {
                Sentences.Say(notice);
            }

            return (int)await Explain(request, device.UseCpu(parsed), shared.Cache(parsed), Math.Max(1, threads), shared.Quiet(parsed), cancellation);
        });
        return command;
    }

    private static async Task<ExitCode> Explain(ExplanationRequest request, bool useCpu, SliceCache cache, int fillThreads, bool quiet, CancellationToken cancellation)
    {
        try
        {
            var (plan, explained) = await Interruptible.Run(stop => Compute(request, useCpu, cache, fillThreads, quiet, stop), cancellation);
            ExplanationScreen.Show(plan, explained, AnsiConsole.Console);
            return ExitCode.Done;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped; no maps were written.");
            return ExitCode.Interrupted;
        }
    }

    private static async Task<(ExplanationPlan Plan, ImmutableArray<ExplanationResult> Results)> Compute(
        ExplanationRequest request, bool useCpu, SliceCache cache, int fillThreads, bool quiet, CancellationToken stop)
    {
        var (findings, warnings) = (new List<Finding>(), new List<string>());
        var plan = ExplanationPlanner.Plan(request, cache, warnings);
        StudyDesk.Warn(warnings);
        if (!await NetworkTrial.Passes(plan.Network, plan.Results.Options.NetworkType, findings, stop))
        {
            throw new BadInputException(findings);
        }

        var layers = ParallelExplanation.Check(request.Settings, plan.Architecture, plan.Network.Dropout);
        SliceStore? store = null;
        try
        {
            FillScreen.Show(quiet, plan.Preparation.Extracted, progress =>
            {
                store = cache.OpenOrFill(plan.Paths, plan.Preparation, fillThreads, progress, stop);
                return (store.ContentDigests, store.Statistics);
            });
            var machine = Machine.Predicting(plan.Folds.Sum(fold => fold.Parts.Length), plan.IntraOpThreads, useCpu);
            return (plan, ExplanationScreen.Watch(quiet, plan.Maps, plan.CheckedMaps(layers), done => StudyExplainer.Explain(plan, store!, machine.Slots, done, stop)));
        }
        finally
        {
            store?.Dispose();
        }
    }
}
