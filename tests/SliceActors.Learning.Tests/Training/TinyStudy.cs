using System.Collections.Immutable;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Checkpoints;
using SliceActors.Learning.Training;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Tests.Training;

/// <summary>A study of a few made-up slices, small enough to be trained again and again.</summary>
internal sealed class TinyStudy : IDisposable
{
    private const int Side = 224;
    private readonly byte[][] pixels;

    public TinyStudy(int trainSessions = 5, int validationSessions = 3, int slices = 1)
    {
        var random = new CountedRandom(1);
        var range = new SliceRange(new SliceIndex(20), slices);
        pixels = [.. Enumerable.Range(0, (trainSessions + validationSessions) * slices).Select(i => Slice(random, i / slices % 2))];
        Fold = new FoldPlan(
            new FoldIndex(0),
            [.. Enumerable.Range(0, trainSessions).Select(image => new PlannedSession(image, image % 2))],
            [.. Enumerable.Range(trainSessions, validationSessions).Select(image => new PlannedSession(image, image % 2))],
            []);
        Slices = range;
        Optimisation = new OptimisationSpec { Epochs = 4, BatchSize = 2, LearningRate = 3e-3, Seed = 20 };
    }

    /// <summary>In memory where there is such a folder: these tests flush thousands of files to disk.</summary>
    public string Root { get; } = Directory.CreateDirectory(Path.Combine(
        Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"slice-actors-training-{Guid.NewGuid():N}")).FullName;

    public FoldPlan Fold { get; }

    public SliceRange Slices { get; }

    public OptimisationSpec Optimisation { get; set; }

    public NetworkType NetworkType { get; init; } = NetworkType.Multicnn;

    public bool Visualization { get; init; }

    /// <summary>Files of the images; only their place in the world is ever asked for.</summary>
    public ImmutableArray<PlannedImage> Images { get; set; } = [];

    /// <summary>A network of the program, which learns these slices within an epoch or two.</summary>
    public static NetworkSpec ConvNet { get; } = new() { Architecture = "ConvNet", Weights = WeightsKind.None, Trainable = TrainableLayers.All, Dropout = 0.3 };

    public NetworkSpec Network { get; set; } = ConvNet;

    /// <summary>Threads that prepare augmented batches.</summary>
    public int LoaderThreads { get; set; }

    /// <summary>How feature maps lie in memory.</summary>
    public MemoryFormats MemoryFormats { get; set; } = MemoryFormats.Fastest;

    /// <summary>Networks that are computed as one; 0: each apart.</summary>
    public int Fuse { get; init; }

    /// <summary>How long after a checkpoint the next one is due.</summary>
    public TimeSpan CheckpointEvery { get; set; }

    /// <summary>Stands for the slice store.</summary>
    public ReadOnlySpan<byte> Read(int image, SliceIndex slice) => pixels[(image * Slices.Count) + slice.Value - Slices.First.Value];

    /// <summary>A job of a new attempt, which begins where the journal stands.</summary>
    public TrainingJob Job(string folder, TestJournal? journal = null, int network = 3) => new()
    {
        Spec = new RunSpec
        {
            NetworkType = NetworkType,
            Visualization = Visualization,
            Data = new DataSpec { CapsDirectory = "caps", Preprocessing = Preprocessing.T1Linear, TsvPath = "labels" },
            Network = Network,
            Optimisation = Optimisation,
            Compute = new ComputeSpec { UseCpu = true, MemoryFormats = MemoryFormats, Fuse = Fuse },
        },
        Unit = new TrainingUnit(new UnitId(Fold.Fold, NetworkType == NetworkType.Multicnn ? new NetworkIndex(network) : null), Slices),
        Attempt = journal?.Assign() ?? new Attempt(1),
        Fold = Fold,
        Tree = new ResultTree(Path.Combine(Root, folder)),
        Images = Images,
        Store = null!, // Slices come from Read.
        LoaderThreads = LoaderThreads,
        CheckpointEvery = CheckpointEvery,
        Checkpoints = [.. journal?.Checkpoints ?? []],
    };

    /// <summary>Trains on slices of this study.</summary>
    public UnitPredictions Train(TrainingJob job, ITrainingObserver observer, SlicePixels? read = null, CancellationToken cancellation = default) =>
        PredictionsFile.Read(job.Results.Predictions(job.Unit.Id), UnitTrainer.Train(job, read ?? Read, observer, cancellation));

    public void Dispose() => Directory.Delete(Root, recursive: true);

    private static byte[] Slice(CountedRandom random, int label)
    {
        var slice = new byte[Side * Side];
        for (var i = 0; i < slice.Length; i++)
        {
            slice[i] = (byte)(random.NextInt(160) + (label == 1 && i / Side is > 80 and < 120 ? 40 : 0));
        }

        return slice;
    }
}
