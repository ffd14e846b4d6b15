using SliceActors.Learning.Networks;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Submission;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Submission;

public sealed class TransferDeskTests : IDisposable
{
    private readonly TemporaryFolder source = new();
    private readonly List<Finding> findings = [];

    public void Dispose() => source.Dispose();

    [Theory]
    [InlineData("multicnn", NetworkType.Cnn, "multicnn to cnn: a multicnn has one network for each slice")]
    [InlineData("multicnn", NetworkType.Autoencoder, "multicnn to autoencoder: a multicnn has no decoder")]
    [InlineData("cnn", NetworkType.Autoencoder, "cnn to autoencoder: a cnn has no decoder")]
    public void Types_that_do_not_go_together_are_refused_with_the_reason(string from, NetworkType to, string reason)
    {
        Describe(from);

        Settle(to);

        Assert.Equal("--transfer_learning_path", Assert.Single(findings).Where);
        Assert.StartsWith(reason, findings[0].Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_fold_that_the_source_lacks_is_named()
    {
        Describe("cnn");
        Directory.CreateDirectory(source.File("fold-1"));

        Settle(NetworkType.Cnn, splits: 3);

        Assert.Equal(["no fold 0 (but 1)", "no fold 2 (but 1)", "no such file"], findings.Select(finding => finding.Found));
        Assert.Equal([source.Path, source.Path, source.File("fold-1/models/best_balanced_accuracy/model_best.pth.tar")], findings.Select(finding => finding.Where));
    }

    [Theory]
    [InlineData(2, 3, "2 networks, one for each slice of that study")]
    [InlineData(4, 3, "4 networks, one for each slice of that study")]
    [InlineData(0, 3, "no networks cnn-0, cnn-1, …")]
    [InlineData(3, 3, "no such file; the same in fold-0/cnn-1, fold-0/cnn-2")]
    public void A_multicnn_needs_a_source_with_as_many_networks(int networks, int slices, string found)
    {
        Describe("multicnn");
        Directory.CreateDirectory(source.File("fold-0/models"));
        for (var j = 0; j < networks; j++)
        {
            Directory.CreateDirectory(source.File($"fold-0/models/cnn-{j}"));
        }

        Settle(NetworkType.Multicnn, slices: slices);

        Assert.Equal(found, Assert.Single(findings, finding => finding.Found == found || !finding.Found.StartsWith("no such file", StringComparison.Ordinal)).Found);
    }

    [Fact]
    public void A_source_that_is_not_understood_says_why()
    {
        Settle(NetworkType.Cnn);
        Describe("gan");
        Settle(NetworkType.Cnn);

        Assert.Equal(["it holds no commandline.json", "network_type is gan"], findings.Select(finding => finding.Found));
    }

    [Fact]
    public void Where_the_architecture_or_the_slices_are_unknown_the_rest_is_looked_at_all_the_same()
    {
        Describe("multicnn");

        var spec = Spec(NetworkType.Multicnn, null);
        TransferDesk.Settle(spec, TransferDesk.Open(spec, findings)!, architecture: null, slices: null, findings, []);

        Assert.Equal("no fold 0 (nor any other)", Assert.Single(findings).Found);
    }

    private void Describe(string networkType) =>
        File.WriteAllText(source.File("commandline.json"), $$"""{"network_type": "{{networkType}}", "model": "ConvNet", "preprocessing": "t1-linear"}""");

    private RunSpec Spec(NetworkType type, int? splits)
    {
        var spec = TestStudy.Spec(type);
        return spec with { Data = spec.Data with { NSplits = splits }, Network = spec.Network with { Architecture = "ConvNet", TransferPath = source.Path } };
    }

    private void Settle(NetworkType type, int? splits = null, int slices = 3)
    {
        var spec = Spec(type, splits);
        Assert.Null(TransferDesk.Open(spec, findings) is not { } opened ? null : TransferDesk.Settle(spec, opened, ArchitectureTable.Find("ConvNet"), new SliceRange(new SliceIndex(5), slices), findings, []));
    }
}
