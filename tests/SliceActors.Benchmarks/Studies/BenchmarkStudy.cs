using System.Collections.Immutable;
using SliceActors.Cohorts.Reading;
using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Submission;

namespace SliceActors.Benchmarks.Studies;

/// <summary>A workload on the data of a source, checked and planned as <c>train</c> does it.</summary>
internal sealed class BenchmarkStudy
{
    private BenchmarkStudy(Workload workload, RunSpec spec, RunPlan plan, SliceCache cache) =>
        (Workload, Spec, Plan, Cache) = (workload, spec, plan, cache);

    /// <summary>What is trained.</summary>
    public Workload Workload { get; }

    /// <summary>The same as a spec.</summary>
    public RunSpec Spec { get; }

    /// <summary>Images, fold and slices.</summary>
    public RunPlan Plan { get; }

    /// <summary>Where prepared slices are.</summary>
    public SliceCache Cache { get; }

    /// <summary>The fold that is run.</summary>
    public FoldPlan Fold => Plan.Folds[0];

    /// <summary>The networks.</summary>
    public ImmutableArray<TrainingUnit> Units => Plan.Units(Spec.NetworkType);

    /// <summary>Sizes, as a person says them.</summary>
    public string Sizes =>
        $"{Units.Length} networks, {Fold.Train.Length * Units[0].Slices.Count}+{Fold.Validation.Length * Units[0].Slices.Count} items, "
        + $"batch {Workload.BatchSize}, {Workload.Epochs} epochs, {Workload.Slots}x{Workload.IntraOpThreads} threads";

    /// <summary>Plans a workload.</summary>
    /// <exception cref="BadInputException">The source cannot be used.</exception>
    public static BenchmarkStudy Of(StudySource source, Workload workload, SliceCache cache)
    {
        var sagittal = Depth(source);
        if (workload.Slices > sagittal)
        {
            throw new BadInputException([new Finding(source.Caps, null, $"volumes of {sagittal} sagittal slices", $"at least {workload.Slices}")]);
        }

        var first = (sagittal - workload.Slices) / 2;
        var spec = new RunSpec
        {
            NetworkType = workload.Type,
            Data = Data(source),
            Slices = new SliceSpec { DiscardedAtBeginning = first, DiscardedAtEnd = sagittal - workload.Slices - first, DiscardedGiven = true },
            Network = new NetworkSpec
            {
                Architecture = workload.Architecture,
                Weights = workload.WeightsFile is null ? WeightsKind.None : WeightsKind.File,
                WeightsFile = workload.WeightsFile,
                Trainable = workload.Trainable,
                Frozen = workload.Frozen,
            },
            Optimisation = new OptimisationSpec { Epochs = workload.Epochs, BatchSize = workload.BatchSize, DataAugmentation = workload.Augmentations, Seed = 1 },
            Compute = new ComputeSpec { UseCpu = true, NProc = Environment.ProcessorCount, IntraOpThreads = workload.IntraOpThreads, MemoryFormats = MemoryFormats.Fastest },
        };
        return new BenchmarkStudy(workload, spec, StudyPlanner.Plan(spec, FoundNetwork.Of(spec.Network), cache, []).Plan, cache);
    }

    /// <summary>The image files of a source's first fold.</summary>
    public static IReadOnlyList<string> Images(StudySource source)
    {
        var findings = new List<Finding>();
        var folds = CohortReader.Read(Data(source), findings, []);
        var images = folds.SelectMany(fold => fold.Train.Concat(fold.Validation)).DistinctBy(session => (session.ParticipantId, session.SessionId))
            .Select(session => CapsImages.Locate(source.Caps, Preprocessing.T1Linear, session.ParticipantId, session.SessionId, findings))
            .ToList();
        return findings.Count == 0 ? [.. images.Select(image => image!)] : throw new BadInputException(findings);
    }

    /// <summary>The prepared slices; filled when they are not there yet.</summary>
    public SliceStore OpenStore() =>
        Cache.OpenOrFill([.. Plan.Images.Select(image => image.Path)], StudyPlanner.Preparation(Spec, Plan.Slices), Environment.ProcessorCount);

    /// <summary>A set of a network.</summary>
    public SliceSet Set(TrainingUnit unit, DataSubset subset, SliceStore store) => new(Fold.Set(subset), unit.Slices, store.Slice);

    private static int Depth(StudySource source) => ImageHeader.Read(Images(source)[0]).Depth;

    private static DataSpec Data(StudySource source) => new()
    {
        CapsDirectory = source.Caps,
        Preprocessing = Preprocessing.T1Linear,
        TsvPath = source.Tsv,
        Diagnoses = source.Diagnoses,
        LabelCode = source.LabelCode,
        NSplits = source.NSplits,
        Split = source.NSplits is null ? [] : [0],
    };
}
