using SliceActors.Cohorts.Leakage;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Submission;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Submission;

public sealed class StudyCheckTests : IDisposable
{
    private readonly TinyCaps caps = new();
    private readonly TemporaryFolder weights = new();
    private readonly List<NetworkType> tried = [];

    public void Dispose()
    {
        caps.Dispose();
        weights.Dispose();
    }

    [Fact]
    public async Task What_was_found_is_handed_on()
    {
        var network = FoundNetwork.Of(caps.Spec.Network);

        var found = await Check(network);

        Assert.Same(network.Architecture, found.Architecture);
        Assert.Equal([NetworkType.Multicnn], tried);
        Assert.Equal(["AD", "AD", "CN", "CN"], Assert.Single(found.Folds).Train.Select(session => session.Diagnosis));
        Assert.Equal(found.Folds[0].Train.Length, Assert.Single(found.Plan.Folds).Train.Length);
        Assert.Equal(found.Plan.Slices, found.Preparation.Slices);
        Assert.Null(found.Transfer);
    }

    [Fact]
    public async Task Options_network_tables_images_weights_and_source_are_told_of_in_this_order()
    {
        File.Delete(caps.Image(2));
        File.AppendAllText(caps.Label("train/CN.tsv"), "sub-9\n");
        caps.Spec = caps.Spec with
        {
            Network = caps.Spec.Network with { Architecture = "ConvNet", Trainable = TrainableLayers.Tail, Weights = WeightsKind.ImageNet, TransferPath = weights.File("nothing") },
        };

        var bad = await Assert.ThrowsAsync<BadInputException>(() => Check(FoundNetwork.Of(caps.Spec.Network), new Finding("--epochs", null, "0", "at least 1")));

        Assert.Equal(
            ["--epochs", "--trainable", caps.Label("train/CN.tsv"), caps.Label("train/AD.tsv"), "--weights imagenet", weights.File("nothing")],
            bad.Findings.Select(finding => finding.Where));
    }

    [Fact]
    public async Task A_network_that_does_not_exist_is_told_of_once_and_is_not_tried()
    {
        caps.Spec = caps.Spec with { Network = caps.Spec.Network with { Architecture = "resnet" } };

        var bad = await Assert.ThrowsAsync<BadInputException>(() => Check(FoundNetwork.Of(caps.Spec.Network)));

        Assert.Equal("ARCHITECTURE", Assert.Single(bad.Findings).Where);
        Assert.Empty(tried);
    }

    [Theory]
    [InlineData("--label_code")]
    [InlineData("--n_splits")]
    public async Task No_table_is_read_with_wrong_labels_or_folds(string option)
    {
        File.AppendAllText(caps.Label("train/CN.tsv"), "no row\n");

        var bad = await Assert.ThrowsAsync<BadInputException>(() => Check(FoundNetwork.Of(caps.Spec.Network), new Finding(option, null, "wrong", "right")));

        Assert.Equal(option, Assert.Single(bad.Findings).Where);
    }

    [Fact]
    public async Task People_who_are_held_out_beside_the_folds_and_yet_in_them_are_among_the_leaks()
    {
        caps.WriteLabels("test/AD_baseline.tsv", "AD", 5, 9);
        caps.WriteLabels("test/CN_baseline.tsv", "CN", 8);

        var leak = Assert.Single((await Check(FoundNetwork.Of(caps.Spec.Network))).Leaks);

        Assert.Equal((LeakageKind.HeldOutUsed, "test", "sub-5"), (leak.Kind, leak.Tested.Set, leak.Tested.ParticipantId));
    }

    [Fact]
    public async Task Only_a_study_that_allows_it_goes_on_with_an_image_under_two_names()
    {
        File.Copy(caps.Image(1), caps.Image(5), overwrite: true);
        var found = await Check(FoundNetwork.Of(caps.Spec.Network));
        using var store = caps.Cache.OpenOrFill([.. found.Plan.Images.Select(image => image.Path)], found.Preparation, 1);

        var finding = Assert.Single(Assert.Throws<BadInputException>(() => found.CheckImages(store.Marks, caps.Warnings)).Findings);
        var allowed = found with { Spec = found.Spec with { Data = found.Spec.Data with { AllowLeakage = true } } };
        var files = allowed.CheckImages(store.Marks, caps.Warnings);

        Assert.Contains("sub-5 ses-M00 (sub-1 ses-M00)", finding.Found, StringComparison.Ordinal);
        Assert.Contains("sub-5 ses-M00 (sub-1 ses-M00)", Assert.Single(caps.Warnings), StringComparison.Ordinal);
        Assert.Contains("same-image\t0\tvalidation\tsub-5\tses-M00\ttrain\tsub-1\tses-M00\t1\t\t\t\n", files.Table, StringComparison.Ordinal);
        Assert.Equal(7, files.Images.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    private Task<CheckedStudy> Check(FoundNetwork network, params IEnumerable<Finding> findings) => new StudyCheck(caps.Cache, weights.Path, Passes)
        .Check(caps.Spec, network, [.. findings], caps.Warnings, CancellationToken.None);

    private Task<bool> Passes(NetworkSpec network, NetworkType networkType, List<Finding> findings, CancellationToken cancellation)
    {
        tried.Add(networkType);
        return Task.FromResult(true);
    }
}
