using SliceActors.Learning.Networks;
using SliceActors.Learning.Tests.Weights;
using SliceActors.Learning.Transfer;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Testing;

namespace SliceActors.Learning.Tests.Transfer;

public sealed class TransferCheckTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<Finding> findings = [];
    private readonly SourceFolder source;

    public TransferCheckTests() => source = new SourceFolder(folder.Path);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(NetworkType.Autoencoder, NetworkType.Autoencoder, true)]
    [InlineData(NetworkType.Autoencoder, NetworkType.Cnn, true)]
    [InlineData(NetworkType.Autoencoder, NetworkType.Multicnn, true)]
    [InlineData(NetworkType.Cnn, NetworkType.Autoencoder, false)]
    [InlineData(NetworkType.Cnn, NetworkType.Cnn, true)]
    [InlineData(NetworkType.Cnn, NetworkType.Multicnn, true)]
    [InlineData(NetworkType.Multicnn, NetworkType.Autoencoder, false)]
    [InlineData(NetworkType.Multicnn, NetworkType.Cnn, false)]
    [InlineData(NetworkType.Multicnn, NetworkType.Multicnn, true)]
    public void Types_go_together_or_not(NetworkType from, NetworkType to, bool goes) => Assert.Equal(goes, TransferSource.Refusal(from, to) is null);

    [Fact]
    public void The_files_that_are_used_are_noted_with_their_digests()
    {
        using var network = SourceFolder.Network(NetworkType.Cnn);
        var units = new[] { Unit(0, 0), Unit(0, 1), Unit(2, 0), Unit(2, 1) };
        var paths = units.Select(unit => source.Write(unit, network, Selection.BestBalancedAccuracy)).ToList();

        var manifest = Check(source.Of(NetworkType.Multicnn, Selection.BestBalancedAccuracy), NetworkType.Multicnn, units)!;

        Assert.Empty(findings);
        Assert.Equal(paths, manifest.Files.Select(file => file.Path));
        Assert.Equal(units, manifest.Files.Select(file => file.Unit));
        Assert.All(manifest.Files, file => Assert.Equal(DurableFile.DigestOf(file.Path).Sha256, file.Sha256));
        Assert.Equal(paths[3], manifest.FileFor(Unit(2, 1)).Path);
    }

    [Fact]
    public void The_digest_stands_for_the_contents_and_their_order()
    {
        using var one = SourceFolder.Network(NetworkType.Cnn, seed: 1);
        using var other = SourceFolder.Network(NetworkType.Cnn, seed: 2);
        var units = new[] { Unit(0), Unit(1) };
        source.Write(units[0], one);
        source.Write(units[1], other);
        var digest = Check(source.Of(NetworkType.Cnn), NetworkType.Cnn, units)!.Digest();

        Assert.Equal(digest, Check(source.Of(NetworkType.Cnn), NetworkType.Multicnn, units)!.Digest());
        source.Write(units[0], other);
        source.Write(units[1], one);
        Assert.NotEqual(digest, Check(source.Of(NetworkType.Cnn), NetworkType.Cnn, units)!.Digest());
    }

    [Fact]
    public void An_autoencoder_has_its_best_loss_only()
    {
        using var network = SourceFolder.Network(NetworkType.Autoencoder);
        var path = source.Write(Unit(0), network);

        var manifest = Check(source.Of(NetworkType.Autoencoder, Selection.BestBalancedAccuracy), NetworkType.Multicnn, [Unit(0)])!;

        Assert.Equal(path, manifest.FileFor(Unit(0, 4)).Path);
    }

    [Fact]
    public void What_is_wrong_with_any_file_is_found_and_said_once_where_it_is_the_same()
    {
        using var network = SourceFolder.Network(NetworkType.Cnn);
        using var larger = SourceFolder.Network(NetworkType.Cnn, "Conv4_FC3");
        source.Write(Unit(0, 0), network, keep: name => name != "features.0.bias");
        source.Write(Unit(0, 1), network, keep: name => name != "features.0.bias");
        source.Write(Unit(0, 3), network);
        source.Write(Unit(0, 4), larger);
        File.WriteAllText(source.Write(Unit(0, 5), network), "no model");

        Assert.Null(Check(source.Of(NetworkType.Multicnn), NetworkType.Multicnn, [.. Enumerable.Range(0, 6).Select(j => Unit(0, j))]));

        Assert.Equal("tensors missing: features.0.bias; the same in fold-0/cnn-1", findings[0].Found);
        Assert.Equal((source.Tree.Model(Unit(0, 2), Selection.BestLoss), "no such file"), (findings[1].Where, findings[1].Found));
        var ofLarger = findings.Where(finding => finding.Where.Contains("cnn-4", StringComparison.Ordinal)).Select(finding => finding.Found).ToList();
        Assert.Equal(3, ofLarger.Count);
        Assert.Contains("features.0.weight Float32 [15, 3, 3, 3] instead of [8, 1, 3, 3]", ofLarger[2], StringComparison.Ordinal);
        Assert.Contains("cnn-5", findings[^1].Where, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_of_another_architecture_is_named_in_one_sentence()
    {
        using var larger = SourceFolder.Network(NetworkType.Cnn, "Conv4_FC3");
        source.Write(Unit(0), larger);
        source.Write(Unit(1), larger);

        Assert.Null(Check(source.Of(NetworkType.Cnn, architecture: "Conv4_FC3"), NetworkType.Cnn, [Unit(0), Unit(1)]));

        var finding = Assert.Single(findings);
        Assert.Equal((source.Tree.Root, "it is Conv4_FC3, and this study asks for ConvNet"), (finding.Where, finding.Found));
    }

    [Fact]
    public void Another_name_for_the_same_tensors_is_no_reason_to_refuse_them()
    {
        using var network = SourceFolder.Network(NetworkType.Cnn);
        source.Write(Unit(0), network);

        Assert.NotNull(Check(source.Of(NetworkType.Cnn, architecture: "MyConvNet"), NetworkType.Cnn, [Unit(0)]));
        Assert.Empty(findings);
    }

    [Fact]
    public void A_source_whose_weights_are_no_numbers_is_refused_by_file_and_tensor()
    {
        using var network = SourceFolder.Network(NetworkType.Cnn);
        StateFiles.Spoil(network, "features.2.running_var", float.NaN);
        var path = source.Write(Unit(0), network);

        Assert.Null(Check(source.Of(NetworkType.Cnn), NetworkType.Cnn, [Unit(0)]));

        var finding = Assert.Single(findings);
        Assert.Equal((path, "tensors with values that are NaN or infinite: features.2.running_var"), (finding.Where, finding.Found));
    }

    [Fact]
    public void A_network_without_a_sequential_part_cannot_start_from_an_encoder()
    {
        Assert.Null(TransferCheck.Check(ArchitectureTable.Find("resnet18")!, new NetworkOptions(0), NetworkType.Cnn, source.Of(NetworkType.Autoencoder), [Unit(0)], findings));

        Assert.Contains("resnet18 has no sequential convolutional part", Assert.Single(findings).Found, StringComparison.Ordinal);
    }

    private static UnitId Unit(int fold, int? network = null) => new(new FoldIndex(fold), network is { } index ? new NetworkIndex(index) : null);

    private TransferManifest? Check(TransferSource from, NetworkType target, UnitId[] units) =>
        TransferCheck.Check(ArchitectureTable.Find("ConvNet")!, new NetworkOptions(0), target, from, units, findings);
}
