using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Store;
using SliceActors.Imaging.Volumes;
using SliceActors.Learning.Features;
using SliceActors.Learning.Tests.Training;
using SliceActors.Learning.Tests.Weights;
using SliceActors.Learning.Training;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Tests.Features;

/// <summary>A study of a resnet18 whose frozen layers compute once: six images of noise, two slices.</summary>
internal sealed class FeatureStudy : IDisposable
{
    private const int Sessions = 10;
    private static readonly SliceRange Slices = new(new SliceIndex(0), 2);

    private readonly TinyStudy study = new(trainSessions: 6, validationSessions: 4, slices: 2);

    public FeatureStudy()
    {
        Weights = WriteWeights(1);
        study.Optimisation = study.Optimisation with { Epochs = 2 };
        study.Network = new NetworkSpec { Architecture = "resnet18", Weights = WeightsKind.File, WeightsFile = Weights, Trainable = TrainableLayers.Tail, Frozen = FrozenLayers.Cached };
        var random = new CountedRandom(5);
        var paths = Enumerable.Range(0, Sessions).Select(i => Path.Combine(study.Root, $"{i}.nii")).ToList();
        foreach (var path in paths)
        {
            var voxels = Enumerable.Range(0, Slices.Count * 10 * 12).Select(_ => (float)random.NextDouble()).ToArray();
            NiftiWriter.Write(path, new VolumeShape(Slices.Count, 10, 12), voxels, VoxelToWorld.Isotropic(1, 0, 0, 0));
        }

        Cache = new SliceCache(Path.Combine(study.Root, "cache"), long.MaxValue);
        Store = Cache.OpenOrFill(paths, new SlicePreparation(SliceDirection.Sagittal, Slices, false), 1);
    }

    /// <summary>Where features are kept.</summary>
    public SliceCache Cache { get; set; }

    /// <summary>The prepared slices.</summary>
    public SliceStore Store { get; }

    /// <summary>The file that all networks start from.</summary>
    public string Weights { get; }

    /// <summary>Where files may be written.</summary>
    public string Root => study.Root;

    /// <summary>Who is in it.</summary>
    public FoldPlan Fold => study.Fold;

    /// <summary>Learning rate of its networks.</summary>
    public double LearningRate
    {
        set => study.Optimisation = study.Optimisation with { LearningRate = value };
    }

    /// <summary>A network of the first slice.</summary>
    public TrainingJob Job(string folder, TestJournal? journal = null)
    {
        var job = study.Job(folder, journal);
        return job with { Store = Store, Unit = job.Unit with { Slices = new SliceRange(Slices.First, 1) } };
    }

    /// <summary>Opens the features of all slices.</summary>
    public SliceStore Open(RunSpec? spec = null, int places = 2, CancellationToken cancellation = default) =>
        FrozenFeatures.Open(spec ?? Job("any").Spec, Store, Cache, ComputeDevice.Cpus(places), null, cancellation)!;

    /// <summary>The same study from other weights.</summary>
    public RunSpec SpecWith(string weights)
    {
        var spec = Job("any").Spec;
        return spec with { Network = spec.Network with { WeightsFile = weights } };
    }

    /// <summary>Writes a file of random weights.</summary>
    public string WriteWeights(ulong seed)
    {
        using var network = StateFiles.Network("resnet18", seed);
        var path = Path.Combine(study.Root, $"weights-{seed}.pth");
        StateFiles.Write(path, StateFiles.State(network));
        return path;
    }

    /// <summary>Stores of features in the cache folder.</summary>
    public string[] Files() => Directory.GetFiles(Cache.Folder, "*.features");

    public void Dispose()
    {
        Store.Dispose();
        study.Dispose();
    }
}
