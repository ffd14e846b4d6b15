using System.CommandLine;
using SliceActors.Endings;
using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Synthetic;
using SliceActors.Imaging.Synthetic.Generated;
using SliceActors.Imaging.Volumes;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Screens;
using static SliceActors.Options.OptionKinds;

namespace SliceActors.Commands;

/// <summary><c>generate {random,trivial,shepplogan,atrophy}</c>: makes images that try out a study.</summary>
internal static class GenerateCommand
{
    private delegate Action<IProgress<GeneratedImages>?, CancellationToken> Plan(ParseResult parsed, string folder, OptionCheck check, List<Finding> findings);

    public static Command Create() => new("generate", "Make images that try out a study: without any difference, with an obvious one, or with one that is known.")
    {
        CreateRandom(), CreateTrivial(), CreateSheppLogan(), CreateAtrophy(),
    };

    private static Command CreateRandom()
    {
        var source = new SourceOptions("Root of the CAPS whose first image noise is added to.");
        var mean = Number("--mean", "Mean of the noise.", "X", 0.0);
        var sigma = Number("--sigma", "Standard deviation of the noise.", "X", 0.5);
        var (people, seed) = (Participants(300), Seed());
        return Create("random", "Write a CAPS of one image with noise, half of it AD, half CN: nothing can be learnt from it.", [.. source.Symbols, people, mean, sigma, seed], (parsed, folder, check, findings) =>
        {
            var images = new RandomImages
            {
                Source = source.Images(parsed, check, 1, findings) is [var first, ..] ? first : string.Empty,
                Participants = check.Value(people, parsed, value => value >= 1, "at least 1"),
                Mean = check.Value(mean, parsed, double.IsFinite, "a number"),
                Sigma = check.Value(sigma, parsed, value => value >= 0 && double.IsFinite(value), "0 or more"),
                Seed = parsed.GetRequiredValue(seed),
            };
            return (progress, stop) => images.Write(folder, progress, stop);
        });
    }

    private static Command CreateTrivial()
    {
        var source = new SourceOptions("Root of the CAPS whose baseline images are darkened.");
        var masks = new Option<string?>("--mask_path") { Description = "Folder with mask-1.nii (AD) and mask-2.nii (CN). Default: the halves of the image along its first axis.", HelpName = "FOLDER" }.IsPath();
        var percent = Number("--atrophy_percent", "How much darker the region is.", "PERCENT", 60.0);
        var (people, seed) = (Participants(300), Seed());
        return Create("trivial", "Write a CAPS in which one half of the brain is dark in AD, the other one in CN: every network learns it.", [.. source.Symbols, people, masks, percent, seed], (parsed, folder, check, findings) =>
        {
            var number = check.Value(people, parsed, value => value >= 1, "at least 1");
            var images = new TrivialImages
            {
                Sources = source.Images(parsed, check, number, findings),
                Participants = number,
                AtrophyPercent = check.Value(percent, parsed, value => value is >= 0 and <= 100, "between 0 and 100"),
                MaskFolder = parsed.GetValue(masks) is { Length: > 0 } path ? path : null,
                Seed = parsed.GetRequiredValue(seed),
            };
            images.Check(findings);
            return (progress, stop) => images.Write(folder, progress, stop);
        });
    }

    private static Command CreateSheppLogan()
    {
        var size = Value("--image_size", "Rows and columns of a phantom.", "PIXELS", 128);
        var cn = List<string>("--CN_subtypes_distribution", "Probability of each of the three subtypes in CN.", "P", ["1", "0", "0"], "-Csd");
        var ad = List<string>("--AD_subtypes_distribution", "Probability of each of the three subtypes in AD.", "P", ["0.05", "0.85", "0.1"], "-Asd");
        var smoothing = Flag("--smoothing", "Blur the phantoms.");
        var (people, seed) = (Participants(300), Seed());
        return Create("shepplogan", "Write 2D phantoms of three subtypes as tensors; they are no volumes to cut slices from.", [people, size, cn, ad, smoothing, seed], (parsed, folder, check, _) =>
        {
            var images = new SheppLoganImages
            {
                Participants = check.Value(people, parsed, value => value is >= 1 and <= 10_000, "1 to 10000"),
                ImageSize = check.Value(size, parsed, value => value is >= 8 and <= 4096, "8 to 4096"),
                CnSubtypes = check.Probabilities(cn, parsed.GetRequiredValue(cn), 3),
                AdSubtypes = check.Probabilities(ad, parsed.GetRequiredValue(ad), 3),
                Smoothing = parsed.GetValue(smoothing),
                Seed = parsed.GetRequiredValue(seed),
            };
            return (progress, stop) => images.Write(folder, progress, stop);
        });
    }

    private static Command CreateAtrophy()
    {
        var usual = new SyntheticStudy();
        var sessions = Value("--n_sessions", "Sessions of every other participant, a year apart; the others have one.", "N", usual.Sessions);
        var folds = Value("--n_splits", "Folds that the participants are assigned to.", "K", usual.Folds);
        var shape = List<int>("--image_size", "Voxels along the three axes of a head.", "N", [usual.Shape.Depth, usual.Shape.Height, usual.Shape.Width]);
        var direction = Axis("--slice_direction", "Axis along which the difference lies", (int)usual.Direction, "-sd");
        var band = List<int>("--slices", "First and last slice that differ.", "N", [usual.Band.First.Value, usual.Band.At(usual.Band.Count - 1).Value]);
        var effect = Number("--effect", "How much wider the ventricles of AD are in the middle of these slices, as a fraction.", "X", usual.Effect);
        var (people, seed) = (Participants(usual.ParticipantsPerClass), Seed());
        return Create("atrophy", "Write a CAPS of made-up heads with wider ventricles in some slices of AD, and the label tables of its folds.", [people, sessions, folds, shape, direction, band, effect, seed], (parsed, folder, check, _) =>
        {
            var k = check.Value(folds, parsed, value => value >= 2, "at least 2");
            var sizes = check.Numbers(shape, parsed, 3, value => value is >= 8 and <= 512, "three numbers of voxels, 8 to 512 each");
            var axis = check.Value(direction, parsed, value => value is >= 0 and <= 2, "0 (sagittal), 1 (coronal) or 2 (axial)");
            var slices = check.Numbers(band, parsed, 2, value => value >= 0, "the first and the last slice");
            var last = sizes[Math.Clamp(axis, 0, 2)] - 1;
            check.That(slices[0] <= slices[1] && slices[1] <= last, band, string.Join(' ', slices), $"a first and a last slice between 0 and {last}");
            var study = new SyntheticStudy
            {
                ParticipantsPerClass = check.Value(people, parsed, value => value >= k, "at least as many as there are folds"),
                Sessions = check.Value(sessions, parsed, value => value >= 1, "at least 1"),
                Folds = k,
                Shape = new VolumeShape(sizes[0], sizes[1], sizes[2]),
                Direction = (SliceDirection)Math.Clamp(axis, 0, 2),
                Band = new SliceRange(new SliceIndex(slices[0]), slices[1] - slices[0] + 1),
                Effect = check.Value(effect, parsed, value => value >= 0 && double.IsFinite(value), "0 or more"),
                Seed = (ulong)parsed.GetRequiredValue(seed),
            };
            return (_, stop) => SyntheticHeads.Write(folder, study, stop);
        });
    }

    private static Option<int> Participants(int number) => Value("--n_subjects", "Participants of each of AD and CN.", "N", number);

    private static Option<long> Seed() => Value("--seed", "Same seed and options, same images.", "N", 0L);

    private static Command Create(string name, string description, IReadOnlyList<Symbol> symbols, Plan plan)
    {
        var output = new Argument<string>("OUTPUT_DIRECTORY") { Description = "Folder that receives the images and tables: absent or empty." }.IsPath();
        var command = new Command(name, description);
        foreach (var argument in symbols.OfType<Argument>().Append(output))
        {
            command.Arguments.Add(argument);
        }

        foreach (var option in symbols.OfType<Option>())
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parsed, cancellation) =>
        {
            var findings = PathWords.Empty(parsed);
            var check = new OptionCheck(findings);
            var folder = parsed.GetRequiredValue(output);
            if (folder.Length > 0 && (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any())))
            {
                findings.Add(new Finding(folder, null, File.Exists(folder) ? "a file" : "a folder that is not empty", "an absent or empty folder"));
            }

            var write = plan(parsed, folder, check, findings);
            return findings.Count == 0 ? (int)await Interruptible.Run(stop => Task.FromResult(Run(folder, parsed, write, stop)), cancellation) : throw new BadInputException(findings);
        });
        return command;
    }

    private static ExitCode Run(string folder, ParseResult parsed, Action<IProgress<GeneratedImages>?, CancellationToken> write, CancellationToken stop)
    {
        try
        {
            ProgressScreen.Show<GeneratedImages, bool>("Generating", far => (far.Done, far.Total), progress =>
            {
                write(progress, stop);
                return true;
            });
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine($"Stopped. Remove what there is of {folder} before you start again.");
            return ExitCode.Interrupted;
        }

        ArgumentsJson.Write(Path.Combine(folder, "commandline.json"), parsed);
        Sentences.Say($"Written to {folder}");
        return ExitCode.Done;
    }

    /// <summary>Where the images come from that others are made of.</summary>
    private sealed class SourceOptions(string description)
    {
        private readonly Argument<string> caps = new Argument<string>("CAPS_DIRECTORY") { Description = description }.IsPath();
        private readonly Argument<string> preprocessing = new("PREPROCESSING") { Description = "Pipeline that made its images: t1-linear or t1-extensive." };
        private readonly Option<string?> list = new Option<string?>("--subjects_sessions_tsv", "-tsv") { Description = "Table of the sessions to choose from. Default: all that have an image.", HelpName = "TSV" }.IsPath();

        public Symbol[] Symbols => [caps, preprocessing, list];

        /// <summary>The images of the first sessions of so many participants.</summary>
        public IReadOnlyList<string> Images(ParseResult parsed, OptionCheck check, int participants, List<Finding> findings)
        {
            var pipeline = check.Term(preprocessing, parsed.GetRequiredValue(preprocessing), FieldTerms.Term, [Preprocessing.T1Linear, Preprocessing.T1Extensive]);
            var root = parsed.GetRequiredValue(caps);
            var before = findings.Count;

            // ses-M00 before ses-M06 before ses-M102.
            var baseline = CapsSessions.Of(root, pipeline, uncropped: false, parsed.GetValue(list), findings)
                .GroupBy(session => session.ParticipantId, StringComparer.Ordinal)
                .Select(person => person.OrderBy(session => session.SessionId.Length).ThenBy(session => session.SessionId, StringComparer.Ordinal).First()).ToList();
            if (baseline.Count < participants && findings.Count == before)
            {
                findings.Add(new Finding("--n_subjects", null, $"{participants}, but only {Count.Of(baseline.Count, "participant")} to take images of", "at most as many as there are participants"));
            }

            return [.. baseline.Take(participants).Select(session => CapsSources.Locate(root, pipeline, session, uncropped: false, findings)).OfType<string>()];
        }
    }
}
