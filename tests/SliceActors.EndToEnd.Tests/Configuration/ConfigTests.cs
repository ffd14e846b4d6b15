using SliceActors.Commands;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Configuration;

/// <summary><c>--config</c>: what a command line leaves out stands in a file.</summary>
public sealed class ConfigTests : IDisposable
{
    private const string Toml = """
        # A study that is kept.
        caps_directory = "/data/CAPS"
        preprocessing = "t1-linear"
        tsv_path = '/data/labels'
        output_directory = "/data/results"
        architecture = "ConvNet"
        diagnoses = ["depr", "CN"]
        label_code = { depr = 1 }
        n_splits = 5
        split = [0, 2]
        slice-direction = "axial"
        learning_rate = 1e-3
        baseline = true
        verbose = 2
        """;

    private const string Json = """
        {
            "caps_directory": "/data/CAPS", "preprocessing": "t1-linear", "tsv_path": "/data/labels", "output_directory": "/data/results", "architecture": "ConvNet",
            "diagnoses": ["depr", "CN"], "label_code": ["depr=1"], "n_splits": 5, "split": [0, 2], "slice_direction": "axial",
            "learning-rate": 0.001, "baseline": true, "verbose": 2
        }
        """;

    private static readonly string[] Arguments = ["/data/CAPS", "t1-linear", "/data/labels", "/data/results", "ConvNet"];

    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("study.toml", Toml)]
    [InlineData("study.JSON", Json)]
    public void A_file_says_everything_that_a_command_line_can(string name, string text)
    {
        Assert.Equal(
            [
                "cnn", .. Arguments, "--baseline", "true", "--diagnoses", "depr", "CN", "--label_code", "depr=1", "--learning_rate", "0.001", "--n_splits", "5", "--slice_direction", "axial", "--split", "0", "2",
                "--verbose",
            ],
            Sorted("train", "slice", "cnn", "--config", File(name, text)));
    }

    [Fact]
    public void What_the_command_line_says_counts_more()
    {
        var file = File("study.toml", Toml);

        var understood = Sorted("check", "slice", "multicnn", "--conf", file, "--baseline=false", "--split", "1", "-d", "AD", "CN", "-lr=0.5", "-q");

        Assert.Equal(
            ["multicnn", .. Arguments, "--baseline", "false", "--diagnoses", "AD", "CN", "--label_code", "depr=1", "--learning_rate", "0.5", "--n_splits", "5", "--quiet", "--slice_direction", "axial", "--split", "1", "--verbose"],
            understood);
    }

    [Fact]
    public void A_command_line_says_the_arguments_that_the_file_leaves_open_or_all_of_them()
    {
        var open = File("open.toml", "caps_directory = '/CAPS'\ntsv_path = '/labels'\n");
        var full = File("full.toml", Toml);

        Assert.Equal(["cnn", "/CAPS", "t1-linear", "/labels", "results", "ConvNet"], TypedLine.Understood("train", "slice", "cnn", "t1-linear", "--config", open, "results", "--", "ConvNet"));
        Assert.Equal(["a", "t1-volume", "b", "c", "d"], TypedLine.Understood("train", "slice", "cnn", "a", "t1-volume", "b", "c", "d", "--config", full).Skip(1).Take(5));
        Assert.Equal([$"arguments: results on the command line; PREPROCESSING OUTPUT_DIRECTORY ARCHITECTURE, which {open} does not say, or all 5"], TypedLine.Findings("train", "slice", "cnn", "results", "--config", open));
        Assert.StartsWith("arguments: results on the command line; none, as ", Assert.Single(TypedLine.Findings("train", "slice", "cnn", "results", "--config", full)), StringComparison.Ordinal);
    }

    [Fact]
    public void Paths_in_a_file_begin_at_the_file()
    {
        var file = File("paths.toml", """
            caps_directory = "CAPS"
            preprocessing = "t1-linear"
            tsv_path = "../labels"
            output_directory = "results"
            architecture = "own.pt"
            plugin = "own.dll"
            weights = "own.pth.tar"
            transfer_learning_path = "/earlier"
            cache_dir = "cache"
            """);
        var published = File("published.toml", "weights = \"imagenet\"");
        string Here(string path) => Path.GetFullPath(path, folder.Path);

        Assert.Equal(
            ["cnn", Here("CAPS"), "t1-linear", Here("../labels"), Here("results"), Here("own.pt"), "--cache_dir", Here("cache"), "--plugin", Here("own.dll"), "--transfer_learning_path", "/earlier", "--weights", Here("own.pth.tar")],
            Sorted("train", "slice", "cnn", "--config", file));
        Assert.Equal(["cnn", "CAPS", "t1-linear", "labels", "results", "resnet18", "--weights", "imagenet"], TypedLine.Understood("train", "slice", "cnn", "CAPS", "t1-linear", "labels", "results", "resnet18", "--config", published));
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once_with_its_line()
    {
        var file = File("wrong.toml", """
            batch_sise = 3
            epochs = "three"
            epochs = 4
            patience = 2.5
            baseline = 1
            sampler = false
            slice_direction = "axal"
            split = []
            caps_directory = 5
            diagnoses = ["AD", 3]
            config = "other.toml"
            plugin = ""
            learning_rate = inf
            output_directory = ""

            [training]
            seed = 1
            """);
        const string names = "names of 'slice-actors train slice cnn --help'";

        Assert.Equal(
            [
                $"{file}:1: no option or argument is named batch_sise; {names}; did you mean batch_size?",
                $"{file}:2: epochs is \"three\"; a whole number",
                $"{file}:3: epochs stands in line 2, too; each option once",
                $"{file}:4: patience is 2.5; a whole number",
                $"{file}:5: baseline is 1; true or false",
                $"{file}:6: sampler is false; a text, not empty",
                $"{file}:7: slice_direction is \"axal\"; 0 or sagittal, 1 or coronal, 2 or axial",
                $"{file}:8: split is []; a whole number, or a list of such",
                $"{file}:9: caps_directory is 5; a text, not empty",
                $"{file}:10: diagnoses is [\"AD\", 3]; a text, or a list of texts",
                $"{file}:11: no option or argument is named config; {names}",
                $"{file}:12: plugin is \"\"; a text, not empty",
                $"{file}:13: learning_rate is Infinity; a number",
                $"{file}:14: output_directory is \"\"; a text, not empty",
                $"{file}:16: no option or argument is named training; {names}",
            ],
            TypedLine.Findings("train", "slice", "cnn", "--config", file));
    }

    [Fact]
    public void A_key_is_given_twice_in_whichever_spelling()
    {
        var file = File("twice.json", "{\n  \"batch_size\": 2,\n  \"batch-size\": 2\n}");

        Assert.Equal([$"{file}:3: batch-size stands in line 2, too; each option once"], TypedLine.Findings("train", "slice", "cnn", "--config", file));
    }

    [Theory]
    [InlineData("study.toml", "epochs = = 3", ":1: ")]
    [InlineData("study.json", "{\n \"epochs\": 3,\n}", ":3: no JSON")]
    [InlineData("study.json", "[]", ": no JSON object")]
    [InlineData("study.conf", "epochs = 3", ": neither .toml nor .json")]
    [InlineData("study.toml", null, ": no such file")]
    public void A_file_that_cannot_be_read_is_named(string name, string? text, string found)
    {
        var file = text is null ? folder.File(name) : File(name, text);

        Assert.StartsWith(file + found, TypedLine.Findings("train", "slice", "cnn", "--config", file)[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_path_that_is_empty_is_said_to_be() =>
        Assert.StartsWith("--config: an empty path", TypedLine.Findings("train", "slice", "cnn", "--config", string.Empty)[0], StringComparison.Ordinal);

    [Fact]
    public void A_command_line_that_is_wrong_itself_is_judged_first_and_help_needs_no_file()
    {
        var root = ProgramCommand.Create();

        Assert.NotEmpty(ProgramCommand.Read(root, ["train", "slice", "cnn", "--config", "nowhere.toml", "--epoch_s", "3"]).Errors);
        Assert.NotEmpty(ProgramCommand.Read(root, ["train", "slice", "cnn", "--config"]).Errors);
        Assert.NotEmpty(ProgramCommand.Read(root, ["train", "--from"]).Errors);
        Assert.Empty(ProgramCommand.Read(root, ["train", "slice", "cnn", "--config", "nowhere.toml", "--help"]).Errors);
    }

    [Fact]
    public void A_cluster_is_sent_what_a_file_says_and_understands_it()
    {
        var file = File("study.toml", Toml.Replace("verbose = 2", "priority = 20\nwait = true", StringComparison.Ordinal));
        var parsed = ProgramCommand.Read(ProgramCommand.Create(), ["submit", "slice", "cnn", "--config", file, "--contact", "127.0.0.1:1"]);

        var sent = SubmitCommand.Sent(parsed);

        Assert.Equal(["cnn", .. Arguments], sent.Take(6));
        Assert.Contains("--n_splits", sent);
        Assert.Equal([], sent.Intersect(["--config", file, "--priority", "--wait", "--contact"]));
        Assert.NotNull(SubmittedCommand.Read(sent, folder.Path));
    }

    [Fact]
    public void Predictions_take_one_too()
    {
        var file = File("predict.toml", "caps_directory = '/CAPS'\nno_labels = true\nselection_metrics = 'loss'\n");

        Assert.Equal(["predict", "results", "/CAPS", "new.tsv", "clinic", "--no_labels", "true", "--selection_metrics", "loss"], TypedLine.Understood("predict", "results", "new.tsv", "clinic", "--config", file));
    }

    public void Dispose() => folder.Dispose();

    private string File(string name, string text)
    {
        System.IO.File.WriteAllText(folder.File(name), text);
        return folder.File(name);
    }

    /// <summary>What is understood, the options in the order of their names.</summary>
    private static IReadOnlyList<string> Sorted(params string[] words)
    {
        var understood = TypedLine.Understood(words);
        var options = understood.Skip(6).Aggregate(new List<List<string>>(), (groups, word) =>
        {
            if (word.StartsWith("--", StringComparison.Ordinal))
            {
                groups.Add([word]);
            }
            else
            {
                groups[^1].Add(word);
            }

            return groups;
        });
        return [.. understood.Take(6), .. options.OrderBy(group => group[0], StringComparer.Ordinal).SelectMany(group => group)];
    }
}
