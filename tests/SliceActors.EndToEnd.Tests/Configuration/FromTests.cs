using SliceActors.EndToEnd.Tests.Words;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Configuration;

/// <summary><c>train --from RESULTS</c>: what the results of an earlier study say of its options.</summary>
public sealed class FromTests : IDisposable
{
    private static readonly string Version010 = Path.Combine(Documents.Root, "tests", "SliceActors.EndToEnd.Tests", "Assets", "version-0.1.0");
    private static readonly string ClinicaDl = Path.Combine(Documents.Root, "tests", "SliceActors.Studies.Tests", "Golden", "commandline");

    private readonly TemporaryFolder folder = new();
    private int recorded;

    [Theory]
    [InlineData("cnn", "ConvNet")]
    [InlineData("multicnn", "/proc/self/cwd/network.pt")]
    public void A_study_of_version_0_1_0_is_read_as_it_was_begun(string networkType, string architecture)
    {
        var words = TypedLine.Understood("train", "--from", Path.Combine(Version010, networkType), "again");

        Assert.Equal([networkType, "/proc/self/cwd/caps", "t1-linear", "/proc/self/cwd/labels", "again", architecture], words.Take(6));
        AssertSays(words, "--n_splits 2", "--slice_direction 2", "--discarded_slices 8", "--epochs 4", "--learning_rate 0.001", "--seed 7", "--weights none", "--use_cpu true");
        Assert.DoesNotContain("--label_code", words);
    }

    [Theory]
    [InlineData("tiny_cnn_kfold", "cnn", "resnet18", "--n_splits 2")]
    [InlineData("tiny_multicnn_single", "multicnn", "resnet18", "--batch_size 4", "--selection_threshold", "0.6")]
    [InlineData("tiny_ae_slice", "autoencoder", "Conv4_FC3", "--epochs 3")]
    public void A_study_of_ClinicaDL_is_read_as_far_as_it_is_recorded(string name, string networkType, string architecture, string option, params string[] typed)
    {
        var words = TypedLine.Understood(["train", "slice", networkType, "--from", Recorded(File.ReadAllText(Path.Combine(ClinicaDl, $"{name}.json"))), "again", .. typed]);

        Assert.Equal([networkType, "again", architecture], [words[0], words[4], words[5]]);
        AssertSays(words, option);
        Assert.DoesNotContain("--seed", words);
    }

    [Fact]
    public void The_command_line_and_a_file_count_more()
    {
        var config = folder.File("more.toml");
        File.WriteAllText(config, "epochs = 9\nseed = 8\nweights = 'imagenet'\n");
        var earlier = Path.Combine(Version010, "cnn");

        var words = TypedLine.Understood("check", "slice", "--from", earlier, "again", "--config", config, "--seed", "9", "--use_cpu=false", "--transfer_learning_path", earlier);

        AssertSays(words, "--epochs 9", "--seed 9", "--use_cpu false", "--transfer_learning_path", "--learning_rate 0.001");

        // There is only one beginning: who names another does not mean the one that is kept.
        Assert.DoesNotContain("--weights", words);
    }

    [Fact]
    public void A_study_that_began_with_another_one_has_no_weights_besides()
    {
        var text = File.ReadAllText(Path.Combine(Version010, "cnn", "commandline.json")).Replace("\"transfer_learning_path\": null", "\"transfer_learning_path\": \"/earlier\"", StringComparison.Ordinal);

        var words = TypedLine.Understood("train", "--from", Recorded(text), "again");

        AssertSays(words, "--transfer_learning_path /earlier");
        Assert.DoesNotContain("--weights", words);
    }

    [Fact]
    public void What_cannot_be_started_again_is_refused_with_the_reason()
    {
        var clinica = File.ReadAllText(Path.Combine(ClinicaDl, "tiny_multicnn_single.json"));
        var threshold = Recorded(clinica.Replace("\"epochs\"", "\"rounds\"", StringComparison.Ordinal));
        var patches = Recorded(clinica.Replace("\"slice\"", "\"patch\"", StringComparison.Ordinal));

        var both = TypedLine.Findings("train", "--from", threshold, "again");

        Assert.Equal(2, both.Count);
        Assert.Contains("selection_threshold is 0.7, which ClinicaDL compares with a number of right answers", both[0], StringComparison.Ordinal);
        Assert.Contains("no option or argument is named rounds", both[1], StringComparison.Ordinal);
        Assert.Contains("a study whose mode is patch", Assert.Single(TypedLine.Findings("train", "--from", patches, "again")), StringComparison.Ordinal);
        Assert.Contains("no such folder", Assert.Single(TypedLine.Findings("train", "--from", folder.File("nowhere"), "again")), StringComparison.Ordinal);
        Assert.Contains("a study of cnn, and multicnn on the command line", Assert.Single(TypedLine.Findings("train", "slice", "multicnn", "--from", Path.Combine(Version010, "cnn"), "again")), StringComparison.Ordinal);
        Assert.Contains("OUTPUT_DIRECTORY, which", Assert.Single(TypedLine.Findings("train", "--from", Path.Combine(Version010, "cnn"))), StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static void AssertSays(IReadOnlyList<string> words, params string[] options)
    {
        var line = $" {string.Join(' ', words)} ";
        Assert.All(options, option => Assert.Contains($" {option} ", line, StringComparison.Ordinal));
    }

    private string Recorded(string text)
    {
        var results = Directory.CreateDirectory(folder.File($"results-{++recorded}")).FullName;
        File.WriteAllText(Path.Combine(results, "commandline.json"), text);
        return results;
    }
}
