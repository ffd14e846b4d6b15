using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using static SliceActors.Options.OptionKinds;

namespace SliceActors.Options;

/// <summary>The options that define a study. Names, short forms and defaults are those of ClinicaDL 0.2.1 where it has them.</summary>
/// <param name="typedIn">Folder that relative paths start from, when the command line was typed elsewhere; null for that of this process.</param>
internal sealed class StudyOptions(string? typedIn = null)
{
    private readonly Argument<string> caps = new Argument<string>("CAPS_DIRECTORY") { Description = "Root of the CAPS that holds the images; with --multi_cohort a table: cohort, path." }.IsPath();
    private readonly Argument<string> preprocessing = new("PREPROCESSING") { Description = "Pipeline that made them: t1-linear, t1-extensive or t1-volume." };
    private readonly Argument<string> tsvPath = new Argument<string>("TSV_PATH") { Description = "Folder made by tsvtool split or kfold; with --multi_cohort a table: cohort, path, diagnoses." }.IsPath();
    private readonly Argument<string> output = new Argument<string>("OUTPUT_DIRECTORY") { Description = "Folder that receives the results: absent or empty." }.IsPath();
    private readonly Argument<string> architecture = new Argument<string>("ARCHITECTURE").IsPath(IsNetworkFile);

    private readonly Option<string[]> diagnoses = List<string>("--diagnoses", "Labels to load, in this order.", "LABEL", ["AD", "CN"], "-d");
    private readonly Option<string[]> labelCode = List<string>("--label_code", "Class of labels that are not built in, for example depr=1 control=0.", PairsHelpName, []);
    private readonly Option<bool> multiCohort = Flag("--multi_cohort", "CAPS_DIRECTORY and TSV_PATH are tables of several cohorts.");
    private readonly Option<bool> baseline = Flag("--baseline", "Train on baseline sessions only; validation always does.");
    private readonly Option<int?> nSplits = new("--n_splits") { Description = "Number of folds of the k-fold tree; without it a single split is read.", HelpName = "K" };
    private readonly Option<int[]> split = List<int>("--split", "Folds to run; without it all.", "FOLD", []);
    private readonly Option<bool> allowLeakage = Flag("--allow_leakage", "Accept participants that are in training and validation of a fold; the results say so.");

    private readonly Option<int> sliceDirection = Axis("--slice_direction", "Axis to cut along", 0, "-sd");
    private readonly Option<int[]> discardedSlices = List<int>("--discarded_slices", "Slices dropped at both ends of the volume, or at its beginning and its end.", "N", [20]);
    private readonly Option<bool> useExtractedSlices = Flag("--use_extracted_slices", "Read the files of 'extract slice' instead of cutting volumes.");
    private readonly Option<bool> unnormalize = Flag("--unnormalize", "No min-max scaling: intensities are clamped to [0, 1].", "-un");

    private readonly Option<string?> plugin = new Option<string?>("--plugin") { Description = "Assembly (.dll) with networks of your own; ARCHITECTURE may name one of them.", HelpName = "FILE" }.IsPath();
    private readonly Option<string?> weights = new Option<string?>("--weights") { Description = "Initial weights: imagenet, none or a file. Default: imagenet for resnet18, else none.", HelpName = "WEIGHTS" }.IsPath(InitialWeightsOption.IsFile);
    private readonly Option<string?> trainable = new("--trainable") { Description = "Layers that learn: tail (layer4 and heads) or all. Default: tail with ImageNet weights, else all.", HelpName = "LAYERS" };
    private readonly Option<string> frozen = Value("--frozen", "What the other layers do: follow (compute at every step) or cached (once per slice, kept in the cache folder).", "HOW", "follow");
    private readonly Option<string?> transferPath = new Option<string?>("--transfer_learning_path") { Description = "Result folder whose networks are the initial ones, fold by fold.", HelpName = "FOLDER" }.IsPath();
    private readonly Option<string> transferSelection = Value("--transfer_learning_selection", "Which of its best models: best_loss or best_balanced_accuracy.", "MODEL", "best_balanced_accuracy");
    private readonly Option<double> dropout = Number("--dropout", "Rate of the dropout layers.", "RATE", 0.0);

    private readonly Option<string[]> dataAugmentation = List<string>(
        "--data_augmentation", $"Random transforms of training items, in this order: {string.Join(", ", Enum.GetNames<Augmentation>())}. Default: none.", "NAME", []);
    private readonly Option<string> sampler = Value("--sampler", "How training items are drawn: random (each once per epoch) or weighted (with replacement, both classes alike).", "HOW", "random", "-s");
    private readonly Option<int> epochs = Value("--epochs", "Maximum number of epochs.", "N", 20);
    private readonly Option<int> batchSize = Value("--batch_size", "Items per batch.", "N", 2);
    private readonly Option<double> learningRate = Number("--learning_rate", "Learning rate of Adam.", "RATE", 1e-4, "-lr");
    private readonly Option<double> weightDecay = Number("--weight_decay", "L2 weight decay of Adam.", "RATE", 1e-4, "-wd");
    private readonly Option<int> patience = Value("--patience", "Epochs without improvement after which training stops; 0 = never.", "N", 0);
    private readonly Option<double> tolerance = Number("--tolerance", "Relative improvement of the validation loss that counts.", "RATE", 0.0);
    private readonly Option<int> accumulationSteps = Value("--accumulation_steps", "Batches per weight update.", "N", 1, "-asteps");
    private readonly Option<int> evaluationSteps = Value("--evaluation_steps", "Evaluate inside an epoch every N batches; 0 = only at its end.", "N", 0, "-esteps");
    private readonly Option<string> trainMetrics = Value(
        "--train_metrics", "Where the training set's loss and balanced accuracy come from: evaluation (of the whole set, after each epoch) or pass (the training pass itself, faster).", "HOW", "evaluation");
    private readonly Option<long?> seed = new("--seed") { Description = "Seed of everything random; without it one is drawn and written to commandline.json.", HelpName = "N" };

    private readonly Option<int> fuse = Value("--fuse", $"Networks of the study that are computed as one, 1 to {ComputeSpec.MostFused}: for many small networks on a GPU.", "K", 1);

    private readonly Option<double> selectionThreshold = Number("--selection_threshold", "A slice votes when its balanced accuracy is greater than this.", "RATE", 0.0);
    private readonly Option<string> voteWeights = Value("--vote_weights", "What a slice weighs: balanced_accuracy, or accuracy as in the tables of ClinicaDL 0.2.1.", "WHAT", "balanced_accuracy");

    private readonly Option<int> permutations = Value("--permutations", "Train all folds M times more on permuted labels, for a p value.", "M", 0);
    private readonly Option<int> repeats = Value("--repeats", "Train all folds R times more with other seeds, for their spread.", "R", 0);

    private readonly Option<bool> visualization = Flag("--visualization", "Write what the network makes of the slices of the first image of each set, as NIfTI files and as pictures.");

    private readonly Option<int> nProc = Value("--nproc", "Threads of the loader: they prepare slices, and augmented batches ahead of the networks; 0 = no threads of its own.", "N", Environment.ProcessorCount, "-np");
    private readonly Option<int?> slots = CreateSlots();

    /// <summary>What computes.</summary>
    public DeviceOption Device { get; } = new();

    /// <summary>Whether other machines shall compute the same.</summary>
    public PortableOption Portable { get; } = new();

    /// <summary>How often networks are saved.</summary>
    public CheckpointOption Checkpoints { get; } = new();

    /// <summary>Networks trained side by side, when the user said so.</summary>
    public int? Slots(ParseResult parsed, ICollection<Finding> findings) => new OptionCheck(findings).Slots(slots, parsed);

    /// <summary>Options that each node of a cluster settles for itself.</summary>
    public IReadOnlyList<Option> OfOneMachine => [slots, Checkpoints.Option];

    /// <summary>The option that trains so many networks side by side.</summary>
    public static Option<int?> CreateSlots() =>
        new("--slots") { Description = "Networks trained side by side. Default: as many as there are cores, or fewer if memory is short; on GPUs as many as their memory holds.", HelpName = "N" };

    /// <summary>
    /// Adds the options that mean something for a kind of network. An autoencoder gives no votes, and starts from random weights or from another result
    /// folder: published weights are those of classifiers that it cannot be made of.
    /// </summary>
    public void AddTo(Command command, NetworkType networkType)
    {
        architecture.Description = networkType == NetworkType.Autoencoder
            ? $"Network to mirror: {Names(ArchitectureTable.All.Where(known => known.HasFeatures))}, or one of the plugin."
            : $"Network: {Names(ArchitectureTable.All)}, one of the plugin, or a TorchScript file (.pt).";
        foreach (var argument in new Argument[] { caps, preprocessing, tsvPath, output, architecture })
        {
            command.Arguments.Add(argument);
        }

        var isAutoencoder = networkType == NetworkType.Autoencoder;
        command.AddGroup("Who", multiCohort, diagnoses, labelCode, baseline, nSplits, split, allowLeakage);
        command.AddGroup("Slices", sliceDirection, discardedSlices, useExtractedSlices, unnormalize);
        command.AddGroup("Network", isAutoencoder ? [plugin, transferPath, dropout] : [plugin, weights, trainable, frozen, transferPath, transferSelection, dropout]);
        command.AddGroup(
            "Training", epochs, batchSize, learningRate, weightDecay, patience, tolerance, accumulationSteps, evaluationSteps, trainMetrics, dataAugmentation, sampler, seed);
        command.AddGroup(isAutoencoder ? "Pictures" : "Vote", isAutoencoder ? [visualization] : [selectionThreshold, voteWeights]);
        if (!isAutoencoder)
        {
            command.AddGroup("Chance", permutations, repeats);
        }

        command.AddGroup("Machine", [Device.Option, Portable.Option, .. isAutoencoder ? [] : new Option[] { fuse }, nProc, slots, Checkpoints.Option]);
        command.AddExamples(
            $"CAPS t1-linear labels/train results {(isAutoencoder ? "Conv4_FC3" : "resnet18")} --n_splits 5 --split 0 1 2 --slice_direction axial --discarded_slices 40 30");
    }

    /// <summary>The study that the command line defines.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="networkType">The word after <c>train slice</c>.</param>
    /// <returns>With one intra-op thread and without a weights file, both are settled by the check.</returns>
    /// <exception cref="BadInputException">The path of the results is empty; whatever else is wrong with the options is said, too.</exception>
    public NamedStudy Bind(ParseResult parsed, NetworkType networkType)
    {
        var findings = PathWords.Empty(parsed);
        var (spec, network) = Bind(parsed, networkType, findings);
        return parsed.GetRequiredValue(output) is { Length: > 0 } path
            ? new NamedStudy(new ResultTree(Path.GetFullPath(path, typedIn ?? Directory.GetCurrentDirectory())), spec, parsed.GetValue(seed) is not null, network, findings)
            : throw new BadInputException(findings);
    }

    private (RunSpec Spec, FoundNetwork Network) Bind(ParseResult parsed, NetworkType networkType, List<Finding> findings)
    {
        var named = NetworkCode.Settle(new NetworkSpec
        {
            PluginFile = Optional(parsed.GetValue(plugin)),
            Architecture = NetworkFile(parsed.GetRequiredValue(architecture)),
            Weights = WeightsKind.None,
            Trainable = TrainableLayers.All,
        });
        var network = FoundNetwork.Of(named);
        var check = new OptionCheck(findings);
        var discarded = parsed.GetRequiredValue(discardedSlices);
        check.That(discarded.Length is 1 or 2, discardedSlices, string.Join(' ', discarded), "one number for both ends, or two");
        check.That(discarded.All(count => count >= 0), discardedSlices, string.Join(' ', discarded), "numbers of slices, 0 or more");
        var direction = parsed.GetRequiredValue(sliceDirection);
        check.That(direction is >= 0 and <= 2, sliceDirection, direction, "0 (sagittal), 1 (coronal) or 2 (axial)");
        var spec = new RunSpec
        {
            NetworkType = networkType,
            Data = new DataSpec
            {
                CapsDirectory = Rooted(parsed.GetRequiredValue(caps)),
                Preprocessing = check.Term(preprocessing, parsed.GetRequiredValue(preprocessing), FieldTerms.Term, Enum.GetValues<Preprocessing>()),
                TsvPath = Rooted(parsed.GetRequiredValue(tsvPath)),
                MultiCohort = parsed.GetValue(multiCohort),
                Diagnoses = [.. parsed.GetRequiredValue(diagnoses)],
                LabelCode = check.LabelCode(labelCode, parsed.GetRequiredValue(labelCode)),
                Baseline = parsed.GetValue(baseline),
                NSplits = check.Optional(nSplits, parsed.GetValue(nSplits), value => value >= 2, "at least 2"),
                Split = [.. parsed.GetRequiredValue(split)],
                AllowLeakage = parsed.GetValue(allowLeakage),
            },
            Slices = new SliceSpec
            {
                // Whatever else is wrong is looked for all the same, so an impossible axis or end must not get further.
                Direction = (SliceDirection)Math.Clamp(direction, 0, 2),
                DiscardedAtBeginning = Math.Max(discarded.FirstOrDefault(), 0),
                DiscardedAtEnd = Math.Max(discarded.LastOrDefault(), 0),
                DiscardedGiven = parsed.GetResult(discardedSlices) is { Implicit: false },
                UseExtractedSlices = parsed.GetValue(useExtractedSlices),
                Unnormalize = parsed.GetValue(unnormalize),
            },
            Network = networkType == NetworkType.Autoencoder ? Mirrored(named, parsed, check) : Classifier(named, network.Architecture, parsed, check),
            Optimisation = new OptimisationSpec
            {
                Epochs = check.Value(epochs, parsed, value => value >= 1, "at least 1"),
                BatchSize = check.Value(batchSize, parsed, value => value >= 1, "at least 1"),
                LearningRate = check.Value(learningRate, parsed, value => value > 0 && double.IsFinite(value), "a number greater than 0"),
                WeightDecay = check.Value(weightDecay, parsed, value => value >= 0 && double.IsFinite(value), "0 or more"),
                Patience = check.Value(patience, parsed, value => value >= 0, "0 or more"),
                Tolerance = check.Value(tolerance, parsed, value => value >= 0 && double.IsFinite(value), "0 or more"),
                AccumulationSteps = check.Value(accumulationSteps, parsed, value => value >= 1, "at least 1"),
                EvaluationSteps = check.Value(evaluationSteps, parsed, value => value >= 0, "0 or more"),
                TrainMetrics = check.Term(trainMetrics, parsed.GetRequiredValue(trainMetrics), FieldTerms.Term, Enum.GetValues<TrainMetrics>()),
                Sampler = check.Term(sampler, parsed.GetRequiredValue(sampler), FieldTerms.Term, Enum.GetValues<SamplerKind>()),
                DataAugmentation =
                [
                    .. parsed.GetRequiredValue(dataAugmentation).Select(name => check.Term(dataAugmentation, name, value => value.ToString(), Enum.GetValues<Augmentation>())),
                ],
                DataAugmentationGiven = parsed.GetResult(dataAugmentation) is { Implicit: false },
                Seed = parsed.GetValue(seed) ?? RandomNumberGenerator.GetInt32(int.MaxValue),
            },
            Vote = networkType == NetworkType.Autoencoder ? new VoteSpec() : Votes(parsed, check),
            Permutations = networkType == NetworkType.Autoencoder ? 0 : check.Value(permutations, parsed, IsCount, $"0 to {FoldVariations.Most}"),
            Repeats = networkType == NetworkType.Autoencoder ? 0 : check.Value(repeats, parsed, IsCount, $"0 to {FoldVariations.Most}"),
            Visualization = networkType == NetworkType.Autoencoder && parsed.GetValue(visualization),
            Compute = Computing(parsed, networkType == NetworkType.Autoencoder ? 0 : Fused(parsed, check), check),
        };
        return (spec, network);
    }

    [return: NotNullIfNotNull(nameof(path))]
    private string? Rooted(string? path) => typedIn is null || string.IsNullOrEmpty(path) ? path : Path.GetFullPath(path, typedIn);

    // An empty path is refused as such, and leads nowhere that could be looked at.
    private string? Optional(string? path) => path is "" ? null : Rooted(path);

    private string NetworkFile(string architecture) => IsNetworkFile(architecture) ? Rooted(architecture) : architecture;

    private static bool IsCount(int count) => count is >= 0 and <= FoldVariations.Most;

    private static bool IsNetworkFile(string architecture) => architecture.EndsWith(".pt", StringComparison.OrdinalIgnoreCase);

    private static string Names(IEnumerable<Architecture> architectures) => string.Join(", ", architectures.Select(known => known.Name));

    private NetworkSpec Mirrored(NetworkSpec named, ParseResult parsed, OptionCheck check) => named with
    {
        Dropout = DropoutRate(parsed, check),
        TransferPath = Optional(parsed.GetValue(transferPath)),
        TransferSelection = Selection.BestLoss,
    };

    private NetworkSpec Classifier(NetworkSpec named, Architecture? kind, ParseResult parsed, OptionCheck check)
    {
        var source = Optional(parsed.GetValue(transferPath));
        check.That(source is null || parsed.GetValue(weights) is null, weights, $"{parsed.GetValue(weights)}", $"one beginning only: this option or {transferPath.Name}");

        // What a network starts from does not change which of its layers learn, so the usual weights are looked at all the same.
        var initial = InitialWeightsOption.Parse(parsed.GetValue(weights), kind, typedIn);
        return named with
        {
            Weights = source is null ? initial.Kind : WeightsKind.None,
            WeightsFile = source is null ? initial.File : null,
            Trainable = parsed.GetValue(trainable) is { } layers
                ? check.Term(trainable, layers, FieldTerms.Term, Enum.GetValues<TrainableLayers>())
                : initial.Kind == WeightsKind.ImageNet ? TrainableLayers.Tail : TrainableLayers.All,
            Frozen = check.Term(frozen, parsed.GetRequiredValue(frozen), FieldTerms.Term, Enum.GetValues<FrozenLayers>()),
            Dropout = DropoutRate(parsed, check),
            TransferPath = source,
            TransferSelection = check.Term(transferSelection, parsed.GetRequiredValue(transferSelection), FieldTerms.Term, Enum.GetValues<Selection>()),
        };
    }

    private double DropoutRate(ParseResult parsed, OptionCheck check) =>
        check.Value(dropout, parsed, value => value is >= 0 and < 1, "at least 0 and less than 1");

    // The maps of several networks lie channel after channel, and so do those of one of them when it is applied.
    private ComputeSpec Computing(ParseResult parsed, int fused, OptionCheck check) => new()
    {
        UseCpu = Device.UseCpu(parsed),
        NProc = check.Value(nProc, parsed, value => value >= 0, "0 or more"),
        MemoryFormats = fused > 0 ? MemoryFormats.Contiguous : MemoryFormats.Fastest,
        Fuse = fused,
    };

    private int Fused(ParseResult parsed, OptionCheck check) =>
        check.Value(fuse, parsed, value => value is >= 1 and <= ComputeSpec.MostFused, $"1 to {ComputeSpec.MostFused}") is > 1 and var together ? together : 0;

    private VoteSpec Votes(ParseResult parsed, OptionCheck check) => new()
    {
        SelectionThreshold = check.Value(selectionThreshold, parsed, value => value is >= 0 and <= 1, "a rate, between 0 and 1"),
        Weights = check.Term(voteWeights, parsed.GetRequiredValue(voteWeights), FieldTerms.Term, Enum.GetValues<VoteWeights>()),
    };
}
