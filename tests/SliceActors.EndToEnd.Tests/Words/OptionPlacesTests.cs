using SliceActors.Options;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Words;

/// <summary>An option of <c>train</c> has many places; one that was added to some of them only is named here with the places that it lacks.</summary>
public sealed class OptionPlacesTests
{
    /// <summary>What to write behind an option so that it does not say what is so without it.</summary>
    private static readonly Dictionary<string, string> Values = new()
    {
        ["CAPS_DIRECTORY"] = "other",
        ["PREPROCESSING"] = "t1-volume",
        ["TSV_PATH"] = "other",
        ["ARCHITECTURE"] = "Conv4_FC3",
        ["--diagnoses"] = "AD MCI",
        ["--label_code"] = "depr=1",
        ["--multi_cohort"] = "",
        ["--baseline"] = "",
        ["--n_splits"] = "5",
        ["--split"] = "0 2",
        ["--allow_leakage"] = "",
        ["--slice_direction"] = "axial",
        ["--discarded_slices"] = "5 6",
        ["--use_extracted_slices"] = "",
        ["--unnormalize"] = "",
        ["--plugin"] = "other.dll",
        ["--weights"] = "other.pth",
        ["--trainable"] = "tail",
        ["--frozen"] = "cached",
        ["--transfer_learning_path"] = "other",
        ["--transfer_learning_selection"] = "best_loss",
        ["--dropout"] = "0.5",
        ["--epochs"] = "7",
        ["--batch_size"] = "7",
        ["--learning_rate"] = "0.5",
        ["--weight_decay"] = "0.5",
        ["--patience"] = "7",
        ["--tolerance"] = "0.5",
        ["--accumulation_steps"] = "7",
        ["--evaluation_steps"] = "7",
        ["--train_metrics"] = "pass",
        ["--data_augmentation"] = "Noise",
        ["--sampler"] = "weighted",
        ["--seed"] = "7",
        ["--fuse"] = "7",
        ["--selection_threshold"] = "0.5",
        ["--vote_weights"] = "accuracy",
        ["--permutations"] = "7",
        ["--repeats"] = "7",
        ["--visualization"] = "",
        ["--nproc"] = "7",
    };

    /// <summary>Options of the machine and of the screen: they say nothing of the study. A CPU build of libtorch has no choice of devices.</summary>
    private static readonly string[] NotOfTheStudy = ["--use_cpu", "--portable", "--slots", "--checkpoint_every", "--cache_dir", "--cache_limit", "--quiet", "--verbose"];

    /// <summary>Properties that no option sets: the command, the check, the machine and the files do.</summary>
    private static readonly string[] SetOtherwise =
        ["RunSpec.NetworkType", "NetworkSpec.CodeDigest", "NetworkSpec.TransferDigest", "ComputeSpec.UseCpu", "ComputeSpec.IntraOpThreads", "ComputeSpec.Numerics"];

    /// <summary>Properties of the machine, which are not the study's.</summary>
    private static readonly string[] NotInDigest = ["ComputeSpec.NProc", "ComputeSpec.IntraOpThreads", "ComputeSpec.MemoryFormats", "ComputeSpec.Numerics"];

    /// <summary>What the submission keeps; numerics stand in environment.txt.</summary>
    private static readonly string[] NotWritten = ["NetworkSpec.CodeDigest", "NetworkSpec.TransferDigest", "ComputeSpec.Numerics"];

    /// <summary>Properties that neither <c>predict</c> nor a transfer needs to know of a study that is over.</summary>
    private static readonly string[] NotReadBack =
    [
        .. NotWritten,
        "DataSpec.CapsDirectory", "DataSpec.Split", "DataSpec.AllowLeakage",
        "NetworkSpec.Weights", "NetworkSpec.WeightsFile", "NetworkSpec.Trainable", "NetworkSpec.Frozen", "NetworkSpec.TransferSelection",
        "OptimisationSpec.Epochs", "OptimisationSpec.BatchSize", "OptimisationSpec.LearningRate", "OptimisationSpec.WeightDecay", "OptimisationSpec.Patience",
        "OptimisationSpec.Tolerance", "OptimisationSpec.AccumulationSteps", "OptimisationSpec.EvaluationSteps", "OptimisationSpec.Sampler", "OptimisationSpec.TrainMetrics",
        "OptimisationSpec.DataAugmentation", "OptimisationSpec.DataAugmentationGiven", "RunSpec.Permutations", "RunSpec.Repeats", "RunSpec.Visualization", "ComputeSpec.UseCpu", "ComputeSpec.NProc", "ComputeSpec.Fuse",
    ];

    [Fact]
    public void Every_option_sets_something_and_stands_in_a_group_of_the_help()
    {
        var sets = OptionPlaces.SetBy(Values);
        var options = OptionPlaces.Options.Where(option => !NotOfTheStudy.Contains(option.Name)).ToList();

        AssertNothing(
        [
            .. options.Where(option => !Values.ContainsKey(option.Name)).Select(option => $"{option.Name}: no value to try it with (Values), nor is it said that it is no option of the study (NotOfTheStudy)"),
            .. Values.Keys.Where(option => !sets.Contains(option)).Select(option => $"{option}: sets no property of a spec (StudyOptions.Bind)"),
            .. options.Where(option => HelpNotes.HeadingOf(option) == "Options").Select(option => $"{option.Name}: stands under no heading of the help (StudyOptions.AddTo)"),
        ]);
    }

    [Fact]
    public void Every_property_of_a_spec_is_in_all_its_places()
    {
        var set = OptionPlaces.SetBy(Values).SelectMany(properties => properties).ToHashSet();

        AssertNothing(
        [
            .. Missing(set, SetOtherwise, "no option sets it (StudyOptions)"),
            .. Missing(OptionPlaces.OnTheWire(), [], "it is lost on the wire and in the journal (language.proto, SpecMapping)"),
            .. Missing(OptionPlaces.InDigest(), NotInDigest, "it is no part of the study's identity (RunSpec.Digest)"),
            .. Missing(OptionPlaces.Written(), NotWritten, "commandline.json does not say it (CommandLineJson)"),
            .. Missing(OptionPlaces.ReadBack(), NotReadBack, "it is not read back from commandline.json (RecordedOptions, RecordedOptionsReader), nor is it said that nobody needs it (NotReadBack)"),
        ]);
    }

    [Fact]
    public void Every_option_is_said_again_when_its_study_is_started_again() => AssertNothing(
        [.. OptionPlaces.SaidAgain(Values).Where(study => study.Recorded != study.Again).Select(study => $"{study.Option}: train --from makes of it\n{study.Again}")]);

    private static IEnumerable<string> Missing(IReadOnlySet<string> known, IReadOnlyCollection<string> exceptions, string missing) =>
    [
        .. ChangedSpecs.Properties.Except(known).Except(exceptions).Select(property => $"{property}: {missing}"),
        .. exceptions.Where(property => known.Contains(property) || !ChangedSpecs.Properties.Contains(property)).Select(property => $"{property}: is no exception any more from '{missing}'"),
    ];

    private static void AssertNothing(IReadOnlyCollection<string> missing) => Assert.True(missing.Count == 0, string.Join('\n', missing));
}
