using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Tests.Support;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Submission;

public sealed class StudyPlannerTests : IDisposable
{
    private readonly TinyCaps caps = new();

    [Fact]
    public void A_plan_holds_each_image_once_and_the_sets_of_each_fold()
    {
        var plan = caps.Plan();
        Assert.Equal(["sub-1", "sub-2", "sub-3", "sub-4", "sub-5", "sub-6"], plan.Images.Select(image => image.ParticipantId));
        Assert.Equal(caps.Image(1), plan.Images[0].Path);
        Assert.Equal(new SliceRange(new SliceIndex(2), 2), plan.Slices);
        var fold = Assert.Single(plan.Folds);
        Assert.Equal([0, 1, 2, 3], fold.Train.Select(session => session.Image));
        Assert.Equal([4, 5], fold.Validation.Select(session => session.Image));
        Assert.Equal([1, 1, 0, 0, 1, 0], fold.Train.Concat(fold.Validation).Select(session => session.Label));
    }

    [Fact]
    public void The_same_id_in_two_cohorts_is_two_images()
    {
        using var other = new TinyCaps();
        other.WriteLabels("validation/CN_baseline.tsv", "CN", 1);
        var (cohorts, labels) = (caps.Label("caps.tsv"), caps.Label("cohorts.tsv"));
        File.WriteAllText(cohorts, $"cohort\tpath\nA\t{caps.Spec.Data.CapsDirectory}\nB\t{other.Spec.Data.CapsDirectory}\n");
        File.WriteAllText(labels, $"cohort\tpath\tdiagnoses\nA\t{caps.Spec.Data.TsvPath}\tAD\nB\t{other.Spec.Data.TsvPath}\tCN\n");
        caps.Spec = caps.Spec with { Data = caps.Spec.Data with { CapsDirectory = cohorts, TsvPath = labels, MultiCohort = true } };

        var plan = caps.Plan();

        Assert.Equal(["sub-1", "sub-2", "sub-3", "sub-4", "sub-5", "sub-1"], plan.Images.Select(image => image.ParticipantId));
        Assert.Equal([caps.Image(1), other.Image(1)], plan.Images.Where(image => image.ParticipantId == "sub-1").Select(image => image.Path));
        Assert.Equal([4, 5], plan.Folds[0].Validation.Select(session => session.Image));
    }

    [Fact]
    public void A_missing_image_is_named_with_the_line_that_asks_for_it()
    {
        File.Delete(caps.Image(4));
        var finding = Assert.Single(Findings());
        Assert.Equal(caps.Label("train/CN.tsv"), finding.Where);
        Assert.Equal(3, finding.Line);
        Assert.Contains("sub-4 ses-M00", finding.Found, StringComparison.Ordinal);
        Assert.Contains(".nii.gz", finding.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void An_image_of_another_shape_is_named()
    {
        caps.WriteImage(1, new VolumeShape(7, 5, 4));
        var finding = Assert.Single(Findings());
        Assert.Equal(caps.Image(1), finding.Where);
        Assert.Contains("7x5x4", finding.Found, StringComparison.Ordinal);
        Assert.Contains("6x5x4", finding.Expected, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(NetworkType.Cnn, 3, 3, true)]
    [InlineData(NetworkType.Cnn, 3, 2, false)]
    [InlineData(NetworkType.Multicnn, 3, 2, true)]
    [InlineData(NetworkType.Multicnn, 2, 2, false)]
    public void Too_many_discarded_slices_are_found(NetworkType type, int begin, int end, bool tooMany)
    {
        caps.Spec = caps.Spec with { NetworkType = type, Slices = caps.Spec.Slices with { DiscardedAtBeginning = begin, DiscardedAtEnd = end } };
        if (tooMany)
        {
            Assert.Equal("--discarded_slices", Assert.Single(Findings()).Where);
        }
        else
        {
            Assert.Equal(6 - begin - end, caps.Plan().Slices.Count);
        }
    }

    [Fact]
    public void An_unknown_network_is_answered_with_the_known_ones()
    {
        caps.Spec = caps.Spec with { Network = caps.Spec.Network with { Architecture = "resnet81" } };
        var finding = Assert.Single(Findings());
        Assert.Contains("resnet81", finding.Found, StringComparison.Ordinal);
        Assert.Contains("resnet18", finding.Expected, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_that_no_autoencoder_can_be_made_of_is_refused_by_name()
    {
        caps.Spec = caps.Spec with { NetworkType = NetworkType.Autoencoder, Network = caps.Spec.Network with { Architecture = "resnet18" } };
        var finding = Assert.Single(Findings());
        Assert.Equal("ARCHITECTURE", finding.Where);
        Assert.Contains("resnet18", finding.Found, StringComparison.Ordinal);
        Assert.Equal("one of Conv4_FC3, Conv5_FC3, ConvNet, or a plugin's network that implements ISequentialNetworkPlugin", finding.Expected);
    }

    [Fact]
    public void Dropout_that_does_nothing_is_said_to_do_nothing()
    {
        caps.Spec = caps.Spec with { NetworkType = NetworkType.Autoencoder, Network = caps.Spec.Network with { Architecture = "ConvNet", Dropout = 0.2 } };
        caps.Plan();
        Assert.Contains("--dropout", Assert.Single(caps.Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_caps_root_is_one_finding_and_not_one_per_session()
    {
        caps.Spec = caps.Spec with { Data = caps.Spec.Data with { CapsDirectory = "/none/caps" } };
        Assert.Equal("/none/caps", Assert.Single(Findings()).Where);
    }

    [Fact]
    public void Everything_that_is_wrong_is_found_at_once_and_nothing_is_written()
    {
        File.Delete(caps.Image(2));
        caps.WriteImage(5, new VolumeShape(7, 5, 4));
        File.WriteAllText(caps.Image(6), "not an image");
        caps.Spec = caps.Spec with
        {
            Network = caps.Spec.Network with { Architecture = "resnet81" },
            Slices = caps.Spec.Slices with { DiscardedAtBeginning = 20, DiscardedAtEnd = 20 },
        };
        Assert.Equal(
            ["ARCHITECTURE", caps.Label("train/AD.tsv"), caps.Image(6), caps.Image(5), "--discarded_slices"],
            Findings().Select(finding => finding.Where));
        Assert.False(Directory.Exists(caps.Output));
        Assert.False(Directory.Exists(caps.Cache.Folder));
    }

    public void Dispose() => caps.Dispose();

    private IReadOnlyList<Finding> Findings() => Assert.Throws<BadInputException>(caps.Plan).Findings;
}
