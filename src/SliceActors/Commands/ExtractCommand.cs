using System.CommandLine;
using SliceActors.Endings;
using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Extraction;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Screens;
using static SliceActors.Options.OptionKinds;

namespace SliceActors.Commands;

/// <summary><c>extract {image,slice}</c>: writes the tensors that ClinicaDL reads.</summary>
internal static class ExtractCommand
{
    public static Command Create() => new("extract", "Write images, or their slices, as the .pt files that ClinicaDL reads.") { CreateImage(), CreateSlice() };

    private static Command CreateImage() => Create("image", "Write each image as one tensor.", [], (_, _) => null);

    private static Command CreateSlice()
    {
        var direction = Axis("--slice_direction", "Axis to cut along", 0, "-sd");
        var mode = Value("--slice_mode", "What a slice holds: rgb, three equal channels scaled to 0 … 1, or single, its intensities. Networks are trained on rgb.", "MODE", "rgb", "-sm");
        return Create("slice", "Write each slice of each image as a tensor.", [direction, mode], (parsed, findings) =>
        {
            var check = new OptionCheck(findings);
            var axis = check.Value(direction, parsed, value => value is >= 0 and <= 2, "0 (sagittal), 1 (coronal) or 2 (axial)");
            var holds = check.Term(mode, parsed.GetRequiredValue(mode), value => value == SliceMode.Rgb ? "rgb" : "single", Enum.GetValues<SliceMode>());
            return new SliceCut((SliceDirection)Math.Clamp(axis, 0, 2), holds);
        });
    }

    private static Command Create(string name, string description, IReadOnlyList<Option> ownOptions, Func<ParseResult, ICollection<Finding>, SliceCut?> cut)
    {
        var caps = new Argument<string>("CAPS_DIRECTORY") { Description = "Root of the CAPS that holds the images and receives the tensors." }.IsPath();
        var preprocessing = new Argument<string>("PREPROCESSING") { Description = "Pipeline that made them: t1-linear, t1-extensive or t1-volume." };
        var uncropped = Flag("--use_uncropped_image", "Take the t1-linear images before they were cropped; nothing is trained on these.", "-uui");
        var sessions = new Option<string?>("--subjects_sessions_tsv", "-tsv") { Description = "Table of the sessions to extract. Default: all that have an image.", HelpName = "TSV" }.IsPath();
        var threads = Value("--n_procs", "Images extracted side by side.", "N", Environment.ProcessorCount, "-np");
        var overwrite = Flag("--overwrite", "Write all files anew. Default: those that are complete and not older than their image are kept.");
        var command = new Command(name, description) { caps, preprocessing };
        foreach (var option in ownOptions.Concat([uncropped, sessions, threads, overwrite]))
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancellation) =>
        {
            var findings = PathWords.Empty(parsed);
            var check = new OptionCheck(findings);
            var request = new ExtractionRequest
            {
                CapsDirectory = parsed.GetRequiredValue(caps),
                Preprocessing = check.Term(preprocessing, parsed.GetRequiredValue(preprocessing), FieldTerms.Term, Enum.GetValues<Preprocessing>()),
                UseUncroppedImage = parsed.GetValue(uncropped),
                Cut = cut(parsed, findings),
                Overwrite = parsed.GetValue(overwrite),
            };
            check.That(!request.UseUncroppedImage || request.Preprocessing == Preprocessing.T1Linear, uncropped, $"{request.Preprocessing.Term()} images", "t1-linear: the others are never cropped");
            var sideBySide = check.Value(threads, parsed, value => value >= 1, "at least 1");
            var extraction = Plan(request, parsed.GetValue(sessions), findings);
            return (int)await Interruptible.Run(stop => Task.FromResult(Run(extraction, sideBySide, stop)), cancellation);
        });
        return command;
    }

    private static ExtractionRun Plan(ExtractionRequest request, string? list, List<Finding> findings)
    {
        var sessions = CapsSessions.Of(request.CapsDirectory, request.Preprocessing, request.UseUncroppedImage, list, findings);
        var extraction = ExtractionRun.Plan(request, sessions, findings);
        return findings.Count == 0 ? extraction : throw new BadInputException(findings);
    }

    private static ExitCode Run(ExtractionRun extraction, int threads, CancellationToken stop)
    {
        try
        {
            var done = ProgressScreen.Show<ExtractionProgress, ExtractionProgress>("Extracting", far => (far.ImagesDone, far.ImagesTotal), progress => extraction.Run(threads, progress, stop));
            Console.WriteLine(
                $"{Count.Of(done.ImagesTotal, "image")}: {Count.Of(done.FilesWritten, "file")} written ({Sizes.Text(done.BytesWritten)})"
                + (done.FilesKept > 0 ? $", {done.FilesKept} kept, as they were complete." : "."));
            return ExitCode.Done;
        }
        catch (BadInputException damaged)
        {
            return ErrorScreen.Show(damaged.Findings, "the other images were extracted");
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("Stopped. Every file that is there is complete; the same command goes on with the others.");
            return ExitCode.Interrupted;
        }
    }
}
