using SliceActors.EndToEnd.Tests.Custom;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Studies;

namespace SliceActors.EndToEnd.Tests.Crashes;

/// <summary>Networks that are computed as one, through the program.</summary>
public sealed class FuseTests(SmallStudy study) : IClassFixture<SmallStudy>
{
    [Fact]
    public void A_run_of_networks_computed_as_one_that_is_killed_ends_with_the_bytes_of_an_undisturbed_one()
    {
        KilledOnce.EndsAsUndisturbed(study, output => study.Train("multicnn", output, "--fuse", "2", "--slots", "4", "--dropout", "0.3", "--epochs", "3"), epochs: 5);
    }

    [Fact]
    public void Networks_computed_as_one_learn_what_they_learn_apart()
    {
        var (apart, fused) = (study.NewOutput(), study.NewOutput());
        SliceActorsProgram.Run(study.Train("multicnn", apart, "--epochs", "1", "--learning_rate", "1e-5")).Ended(0);
        var said = SliceActorsProgram.Run(study.Train("multicnn", fused, "--epochs", "1", "--learning_rate", "1e-5", "--fuse", "3", "--slots", "3")).Ended(0);

        Assert.Contains("3 side by side, 3 computed as one", said.Output, StringComparison.Ordinal);
        var tables = Losses(apart).Zip(Losses(fused)).ToList();
        Assert.Equal(SmallStudy.Networks * 2, tables.Count);
        Assert.All(tables, pair => Assert.Equal(pair.Item1, pair.Item2, 1e-4));
    }

    [Theory]
    [InlineData("resnet18", "3", "resnet18, which is no sequence of layers: such networks cannot be computed as one")]
    [InlineData("script", "3", "a TorchScript file, which shows no layers: such networks cannot be computed as one")]
    [InlineData("two_views", "3", "two_views, which is no sequence of layers")]
    [InlineData("ConvNet", "0", "1 to 64")]
    [InlineData("ConvNet", "65", "1 to 64")]
    public void What_cannot_be_computed_as_one_is_refused_before_anything_is_written(string network, string together, string reason)
    {
        var output = study.NewOutput();
        string[] plugin = network == "two_views" ? ["--plugin", CustomFiles.Plugin] : [];
        string[] weights = network == "resnet18" ? ["--weights", "none"] : [];

        SliceActorsProgram.Run(study.Arguments("train", "multicnn", output, network == "script" ? CustomFiles.Script : network, ["--fuse", together, .. plugin, .. weights])).Ended(2).Said("--fuse", reason);

        Assert.False(Directory.Exists(output));
    }

    /// <summary>The losses in the tables of training, network by network.</summary>
    private static IEnumerable<double> Losses(string output) =>
        from file in Directory.EnumerateFiles(output, "training.tsv", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
        let rows = File.ReadLines(file).Select(line => line.Split('\t')).ToList()
        from row in rows.Skip(1)
        from column in new[] { "loss_train", "loss_valid" }
        select double.Parse(row[Array.IndexOf(rows[0], column)], System.Globalization.CultureInfo.InvariantCulture);
}
