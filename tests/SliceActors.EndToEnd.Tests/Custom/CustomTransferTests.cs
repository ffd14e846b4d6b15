using SliceActors.EndToEnd.Tests.Crashes;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Runs.Files;
using SliceActors.Runs.Specs;
using static SliceActors.EndToEnd.Tests.Results.Models;

namespace SliceActors.EndToEnd.Tests.Custom;

/// <summary>Networks of a user's own that start from trained ones, and autoencoders that are made of them.</summary>
public sealed class CustomTransferTests(SmallStudy study) : IClassFixture<SmallStudy>
{
    private static readonly string[] BarelyTrained = ["--epochs", "1", "--learning_rate", "1e-12", "--weight_decay", "0"];

    [Theory]
    [InlineData("two_views")]
    [InlineData("script")]
    public void Classifiers_start_from_those_of_their_fold(string network)
    {
        var from = study.NewOutput();
        SliceActorsProgram.Run(Train("cnn", from, network, "--epochs", "2")).Ended(0);

        foreach (var target in new[] { "cnn", "multicnn" })
        {
            var output = study.NewOutput();
            SliceActorsProgram.Run(Train(target, output, network, [.. BarelyTrained, "--transfer_learning_path", from])).Ended(0);
            foreach (var unit in Units(target))
            {
                var expected = State(new ResultTree(from).Model(unit with { Network = null }, Selection.BestBalancedAccuracy));
                var found = State(new ResultTree(output).Model(unit, Selection.BestLoss));
                Assert.Equal(expected.Keys, found.Keys);
                Assert.All(expected.Keys.Where(name => name.EndsWith(".weight", StringComparison.Ordinal)), name => AssertClose(expected[name], found[name]));
            }
        }
    }

    [Fact]
    public void An_autoencoder_of_a_sequential_network_survives_a_kill_and_starts_its_classifier()
    {
        var from = KilledOnce.EndsAsUndisturbed(study, folder => Train("autoencoder", folder, "small_vgg", "--epochs", "3", "--visualization"), epochs: 2);
        Assert.Equal(2, Directory.GetFiles(from, "train.png", SearchOption.AllDirectories).Length);

        var output = KilledOnce.EndsAsUndisturbed(
            study, folder => Train("multicnn", folder, "small_vgg", "--epochs", "2", "--learning_rate", "1e-12", "--weight_decay", "0", "--transfer_learning_path", from), epochs: 3);

        foreach (var unit in Units("multicnn"))
        {
            var expected = State(new ResultTree(from).Model(unit with { Network = null }, Selection.BestLoss));
            var found = State(new ResultTree(output).Model(unit, Selection.BestLoss));
            var names = found.Keys.Where(name => name.StartsWith("features.", StringComparison.Ordinal) && name.EndsWith(".weight", StringComparison.Ordinal)).ToList();
            Assert.Equal(6, names.Count);
            Assert.All(names, name => AssertClose(expected[name.Replace("features.", "encoder.", StringComparison.Ordinal)], found[name]));
        }
    }

    [Fact]
    public void What_cannot_be_done_is_refused_by_name_before_anything_is_written()
    {
        var from = study.NewOutput();
        SliceActorsProgram.Run(Train("autoencoder", from, "small_vgg", "--epochs", "1")).Ended(0);
        var output = study.NewOutput();

        Refused(Train("autoencoder", output, "two_views")).Said("no autoencoder can be made of two_views", "this has to be put right first");
        Refused(Train("autoencoder", output, "script")).Said($"no autoencoder can be made of {CustomFiles.Script}", "this has to be put right first");
        Refused(Train("cnn", output, "two_views", "--transfer_learning_path", from)).Said("two_views has no sequential convolutional part ('features')");
        Refused(study.Train("cnn", output, "--transfer_learning_path", from)).Said("it is small_vgg, and this study asks for ConvNet");

        ProgramResult Refused(string[] arguments)
        {
            var refused = SliceActorsProgram.Run(arguments).Ended(2);
            Assert.False(Directory.Exists(output), "Something was written.");
            return refused;
        }
    }

    private string[] Train(string networkType, string output, string network, params string[] options) => network == "script"
        ? study.Arguments("train", networkType, output, CustomFiles.Script, options)
        : study.Arguments("train", networkType, output, network, ["--plugin", CustomFiles.Plugin, .. options]);
}
