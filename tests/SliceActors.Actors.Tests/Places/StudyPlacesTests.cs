using SliceActors.Actors.Places;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Testing;

namespace SliceActors.Actors.Tests.Places;

public sealed class StudyPlacesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly StudyPlaces places;

    public StudyPlacesTests() => places = new(new StudyRoots(new StudyRoot("/data", "/mnt/nfs/data"), new StudyRoot("/data/results", "/scratch")), folder.Path);

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("/data/caps/subjects", "/mnt/nfs/data/caps/subjects")]
    [InlineData("/data", "/mnt/nfs/data")]
    [InlineData("/data/results/study", "/scratch/study")]
    [InlineData("/database/x", "/database/x")]
    [InlineData("/data/..hidden/x", "/mnt/nfs/data/..hidden/x")]
    [InlineData("/elsewhere", "/elsewhere")]
    public void A_path_below_a_root_is_where_this_machine_has_the_root(string named, string here) => Assert.Equal(here, places.Here(named));

    [Fact]
    public void The_longest_root_counts_whichever_it_is() =>
        Assert.Equal("/mnt/c/x", new StudyRoots(new StudyRoot("/data/caps", "/mnt/c"), new StudyRoot("/data", "/mnt/r")).Here("/data/caps/x"));

    [Fact]
    public void All_that_is_read_of_a_study_is_looked_for_here()
    {
        var network = new NetworkSpec { Architecture = "/data/nets/net.pt", PluginFile = "/data/nets/plugin.dll", Trainable = TrainableLayers.All, Weights = WeightsKind.File, WeightsFile = "/data/weights.pth" };

        var here = places.Here(Submission(network), default);

        Assert.Equal(("/mnt/nfs/data/nets/net.pt", "/mnt/nfs/data/nets/plugin.dll", "/mnt/nfs/data/weights.pth"), (here.Spec.Network.Architecture, here.Spec.Network.PluginFile, here.Spec.Network.WeightsFile));
        Assert.Equal("/mnt/nfs/data/caps/image.nii.gz", Assert.Single(here.Plan.Images).Path);
    }

    [Fact]
    public void Published_weights_lie_in_the_cache_of_each_machine()
    {
        var named = folder.Write("theirs.pth", []);

        Assert.Equal(named, places.Here(Submission(Published(named)), default).Spec.Network.WeightsFile);
        Directory.CreateDirectory(folder.File("weights"));
        var damaged = folder.Write("weights/resnet18-5c106cde.pth", []);
        var trouble = Assert.Throws<BadInputException>(() => places.Here(Submission(Published("/home/somebody/.cache/slice-actors/weights/resnet18-f37072fd.pth")), default));
        Assert.Contains(damaged, trouble.Message, StringComparison.Ordinal);
    }

    private static NetworkSpec Published(string file) => new() { Architecture = "resnet18", Trainable = TrainableLayers.Tail, Weights = WeightsKind.ImageNet, WeightsFile = file };

    private static RunCommands.SubmitRun Submission(NetworkSpec network) => new(
        new RunId("0123456789abcdef"),
        new RunSpec { NetworkType = NetworkType.Cnn, Data = new DataSpec { CapsDirectory = "/data/caps", Preprocessing = Preprocessing.T1Linear, TsvPath = "/data/labels" }, Network = network, Optimisation = new OptimisationSpec { Seed = 1 } },
        new RunPlan([new PlannedImage("sub-1", "ses-1", "/data/caps/image.nii.gz")], new SliceRange(new SliceIndex(0), 1), []),
        [],
        "/data/results/study");
}
