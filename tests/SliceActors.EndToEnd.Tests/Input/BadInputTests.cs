using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Volumes;

namespace SliceActors.EndToEnd.Tests.Input;

/// <summary>Each test spoils a study of its own: the program names the place, what it found and what would be right, and writes nothing.</summary>
public sealed class BadInputTests : IDisposable
{
    private const int BadInput = 2;

    private readonly SmallStudy study = new();
    private readonly string output;

    public BadInputTests() => output = study.NewOutput();

    public void Dispose() => study.Dispose();

    [Fact]
    public void A_missing_column_is_found()
    {
        var table = Edit(study.Table("train", "AD.tsv"), text => text.Replace("session_id", "visit", StringComparison.Ordinal));

        Refused(Train()).Said($"{table}:1: columns participant_id, visit, diagnosis", "expected: columns separated by tabs, among them session_id");
    }

    [Fact]
    public void An_unknown_label_is_found()
    {
        var table = Edit(study.Table("train", "AD.tsv"), text => text.Replace("\tAD\t", "\tdementia\t", StringComparison.Ordinal));

        Refused(Train()).Said($"{table}:2: unknown diagnosis 'dementia'", "--label_code NAME=0");
    }

    [Fact]
    public void A_row_that_is_there_twice_is_found()
    {
        var table = study.Table("train", "CN.tsv");
        var rows = File.ReadAllLines(table);
        Edit(table, text => $"{text}{rows[1]}\n");

        Refused(Train()).Said($"{table}:{rows.Length + 1}: ", $"again, after {table}:2", "expected: each session once in a set");
    }

    [Fact]
    public void A_missing_image_is_found_and_the_row_that_asks_for_it()
    {
        var image = study.Images()[0];
        File.Delete(image);
        var participant = Path.GetFileName(image).Split('_')[0];

        Refused(Train()).Said($".tsv:", $"no t1-linear image of {participant} ses-M00", "expected: one of ", Path.GetFileName(image));
    }

    [Fact]
    public void Images_that_are_cut_or_damaged_are_found_all_at_once()
    {
        var images = study.Images();
        var (cut, damaged) = (images[0], images[7]);
        File.WriteAllBytes(cut, File.ReadAllBytes(cut)[..^200]);
        Spoil(damaged);

        Refused(Train()).Said($"{cut}: ", $"{damaged}: ", "2 things have to be put right first", "expected: ");
    }

    [Fact]
    public void Files_that_are_no_images_are_found_all_at_once()
    {
        var images = study.Images();
        File.WriteAllText(images[0], "not an image");
        File.WriteAllText(images[7], string.Empty);

        Refused(Train()).Said($"{images[0]}: ", $"{images[7]}: ", "2 things have to be put right first", "expected: ");
    }

    [Fact]
    public void Images_of_another_shape_are_found()
    {
        var image = study.Images()[5];
        var affine = new VoxelToWorld(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);
        NiftiWriter.Write(image, new VolumeShape(18, 22, 20), new float[18 * 22 * 20], affine);

        Refused(Train()).Said($"{image}: a volume of 18x22x20 voxels", "expected: 18x22x19, as the other images");
    }

    [Fact]
    public void A_study_of_one_class_is_found()
    {
        Refused(Train("--diagnoses", "AD")).Said("only class 1 (AD)", "expected: both classes");
    }

    [Fact]
    public void A_participant_in_both_sets_is_found_unless_it_is_allowed_and_then_written_down()
    {
        var leaked = File.ReadAllLines(study.Table("validation", "AD_baseline.tsv"))[1];
        Edit(study.Table("train", "AD.tsv"), text => $"{text}{leaked}\n");
        var participant = leaked.Split('\t')[0];

        Refused(Train()).Said($"participants that are in training too: {participant}", "or --allow_leakage");
        SliceActorsProgram.Run(study.Train("cnn", output, "--epochs", "1", "--allow_leakage")).Ended(0).Said(participant);

        Assert.Equal($"participant_id\n{participant}\n", File.ReadAllText(Path.Combine(output, "fold-0", "cnn_classification", "leakage.tsv")));
        Assert.False(File.Exists(Path.Combine(output, "fold-1", "cnn_classification", "leakage.tsv")));
        Assert.StartsWith($"same-session\t0\tvalidation\t{participant}\tses-", File.ReadAllLines(Path.Combine(output, "leakage.tsv"))[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_under_two_names_is_found_by_check_too_unless_it_is_allowed_and_then_written_down()
    {
        var (tested, trained) = (First("validation", "AD_baseline.tsv"), First("train", "AD.tsv"));
        File.Copy(ImageOf(trained), ImageOf(tested), overwrite: true);

        string[] said = ["with the voxels of an image of train that has another name", $"{tested[0]} {tested[1]} ({trained[0]} {trained[1]})", "or --allow_leakage"];
        Refused(Train("--quiet")).Said(said);
        Refused(SliceActorsProgram.Run(study.Arguments("check", "cnn", output, "Conv4_FC3", ["--use_cpu", "--quiet"]))).Said(said);
        SliceActorsProgram.Run(study.Train("cnn", output, "--epochs", "1", "--allow_leakage")).Ended(0).Said($"{tested[0]} {tested[1]}");

        Assert.Contains($"same-image\t0\tvalidation\t{tested[0]}\t{tested[1]}\ttrain\t{trained[0]}\t{trained[1]}\t1\t\t\t", File.ReadAllLines(Path.Combine(output, "leakage.tsv")));

        string[] First(string set, string table) => File.ReadAllLines(study.Table(set, table))[1].Split('\t')[..2];
        string ImageOf(string[] session) => study.Images().First(image => Path.GetFileName(image).StartsWith($"{session[0]}_{session[1]}_", StringComparison.Ordinal));
    }

    [Fact]
    public void Too_many_discarded_slices_are_found()
    {
        Refused(Train("--discarded_slices", "10", "9")).Said("--discarded_slices: 10 + 9 slices discarded of the 19 in axial direction leave 0", "at least 2 slices left");
    }

    [Fact]
    public void Everything_that_is_wrong_is_found_at_once()
    {
        var table = Edit(study.Table("validation", "CN_baseline.tsv"), text => text.Replace("participant_id", "person", StringComparison.Ordinal));
        File.Delete(study.Images()[0]);

        var refused = Refused(SliceActorsProgram.Run(study.Arguments(
            "train", "multicnn", output, "VGG16", "--epochs", "0", "--batch_size", "-1", "--learning_rate", "0", "--patience", "-1", "--slice_direction", "3")));

        refused.Said("--epochs: 0", "--batch_size: -1", "--learning_rate: 0", "--patience: -1", "--slice_direction: 3", "there is no network VGG16", $"{table}:1", "no t1-linear image");
    }

    [Fact]
    public void A_decimal_comma_is_no_number()
    {
        Refused(Train("--learning_rate", "0,1")).Said("'0,1'", "--learning_rate", "such as 0.1");
    }

    [Fact]
    public void Options_and_paths_that_mean_nothing_are_found()
    {
        Refused(Train("--slots", "0", "--cache_limit", "-1")).Said("--slots: 0", "--cache_limit: -1");
        Refused(Train("--label_code", "AD=2")).Said("--label_code: AD=2", "this has to be put right first");
        var arguments = study.Train("cnn", output);
        arguments[5] = string.Empty;
        Refused(SliceActorsProgram.Run(arguments)).Said("TSV_PATH: an empty path");
        arguments[6] = string.Empty;
        Refused(SliceActorsProgram.Run(arguments)).Said("OUTPUT_DIRECTORY: an empty path");
    }

    [Fact]
    public void An_image_without_a_single_number_is_found()
    {
        var image = study.Images()[5];
        var affine = new VoxelToWorld(1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0);
        var nothing = new float[18 * 22 * 19];
        Array.Fill(nothing, float.NaN);
        NiftiWriter.Write(image, new VolumeShape(18, 22, 19), nothing, affine);

        Refused(Train()).Said($"{image}: no voxel is a number");
    }

    [SkippableFact]
    public void A_CPU_build_computes_on_the_CPU_unasked_and_says_so()
    {
        var doctor = SliceActorsProgram.Run("doctor", "--cache_dir", study.Cache).Ended(0);
        Skip.IfNot(doctor.Output.Contains("this libtorch is a CPU build", StringComparison.Ordinal), "This libtorch is no CPU build.");

        var unasked = study.Arguments("check", "cnn", output, "ConvNet").Where(argument => argument != "-cpu").ToList();

        Assert.Contains("Computing on the CPU", SliceActorsProgram.Run(unasked).Ended(0).Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Computing on the CPU", SliceActorsProgram.Run([.. unasked, "-cpu"]).Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Folders_that_are_none_are_found()
    {
        var arguments = study.Train("cnn", output);
        (arguments[3], arguments[5]) = ("/nowhere/caps", "/nowhere/labels");

        Refused(SliceActorsProgram.Run(arguments)).Said("/nowhere/caps: no such folder", "/nowhere/labels: no such folder");
    }

    [Fact]
    public void A_BIDS_folder_is_no_CAPS()
    {
        var arguments = study.Train("cnn", output);
        arguments[3] = Path.Combine(study.Caps, "subjects");

        Refused(SliceActorsProgram.Run(arguments)).Said($"{arguments[3]}: sub-AD001 directly inside: this is a BIDS folder", "which holds subjects/sub-");
    }

    [Fact]
    public void A_missing_label_table_is_found()
    {
        File.Delete(study.Table("train", "CN.tsv"));

        Refused(Train()).Said($"{study.Table("train", "CN.tsv")}: no such file", "the folder has AD.tsv", "choose labels with --diagnoses");
    }

    [Fact]
    public void Usage_errors_name_what_is_missing_or_too_much_and_point_to_the_help()
    {
        Refused(SliceActorsProgram.Run("train", "slice", "cnn", study.Caps, "t1-linear")).Said("Missing: TSV_PATH OUTPUT_DIRECTORY ARCHITECTURE", "train slice cnn --help");
        Refused(SliceActorsProgram.Run(study.Train("cnn", output, "--epoch_count", "3"))).Said("--epoch_count", "train slice cnn --help");
        Refused(Train("--epochs", "many")).Said("'many'", "--epochs");
    }

    [Theory]
    [InlineData("trian slice cnn a b", "'trian' is no command; did you mean 'slice-actors train'?")]
    [InlineData("train multicnn a t1-linear b c ConvNet", "'slice' is missing; did you mean 'slice-actors train slice multicnn'?")]
    [InlineData("train slice", "a command is missing behind 'slice-actors train slice'; expected: autoencoder, cnn, multicnn.")]
    [InlineData("train slice rnn a", "'rnn' is no command; did you mean 'slice-actors train slice cnn'?")]
    [InlineData("train slice cnn a t1-linear b c ConvNet --lerning_rate 1", "'slice-actors train slice cnn' has no option --lerning_rate; did you mean --learning_rate?")]
    [InlineData("train slice cnn a t1-linear b c ConvNet -sd axail", "--slice_direction: axail; expected: 0 (sagittal), 1 (coronal) or 2 (axial); did you mean axial?")]
    public void A_slip_of_the_hand_is_one_error_that_says_what_may_be_meant(string words, string sentence)
    {
        var refused = Refused(SliceActorsProgram.Run(words.Split(' '))).Said($"slice-actors: {sentence}");

        Assert.Equal(2, refused.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public void Words_that_options_and_arguments_may_have_are_offered_too()
    {
        var words = study.Arguments("check", "cnn", output, "ConvNte", "--sampler", "wieghted").Select(word => word == "t1-linear" ? "t1-lineal" : word);

        Refused(SliceActorsProgram.Run(words)).Said("did you mean ConvNet?", "did you mean weighted?", "did you mean t1-linear?");
    }

    [Fact]
    public void Images_that_are_all_absent_have_one_cause_and_the_whole_list_is_in_a_file()
    {
        foreach (var image in study.Images())
        {
            File.Delete(image);
        }

        var refused = Refused(Train()).Said("none of the 12 sessions of the tables has a t1-linear image", "and 7 more of this kind", "13 things have to be put right first");

        var list = refused.Errors.TrimEnd().Split('\n')[^1]["All of them: ".Length..];
        Assert.Equal(13, File.ReadLines(list).Count(line => line.StartsWith("      expected: ", StringComparison.Ordinal)));
        File.Delete(list);
    }

    private static string Edit(string file, Func<string, string> change)
    {
        File.WriteAllText(file, change(File.ReadAllText(file)));
        return file;
    }

    private static void Spoil(string image)
    {
        var bytes = File.ReadAllBytes(image);
        for (var at = bytes.Length / 2; at < bytes.Length / 2 + 64; at++)
        {
            bytes[at] ^= 0xFF;
        }

        File.WriteAllBytes(image, bytes);
    }

    private ProgramResult Train(params string[] options) => SliceActorsProgram.Run(study.Train("multicnn", output, options));

    private ProgramResult Refused(ProgramResult result)
    {
        result.Ended(BadInput);
        Assert.Empty(result.Output);
        Assert.False(Directory.Exists(output), "Something was written.");
        return result;
    }
}
