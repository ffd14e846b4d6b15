using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Specs;
using P = SliceActors.Wire.Proto;

namespace SliceActors.Wire;

/// <summary>RunSpec to its schema and back.</summary>
internal static class SpecMapping
{
    public static P.RunSpec ToProto(this RunSpec spec)
    {
        var (data, slices, network, optimisation, compute) = (spec.Data, spec.Slices, spec.Network, spec.Optimisation, spec.Compute);
        var proto = new P.RunSpec
        {
            NetworkType = (int)spec.NetworkType,
            CapsDirectory = data.CapsDirectory,
            Preprocessing = (int)data.Preprocessing,
            TsvPath = data.TsvPath,
            Diagnoses = { data.Diagnoses },
            LabelCode = { data.LabelCode.Select(code => new P.LabelCode { Name = code.Key, Code = code.Value }) },
            Baseline = data.Baseline,
            Split = { data.Split },
            AllowLeakage = data.AllowLeakage,
            SliceDirection = (int)slices.Direction,
            DiscardedAtBeginning = slices.DiscardedAtBeginning,
            DiscardedAtEnd = slices.DiscardedAtEnd,
            DiscardedGiven = slices.DiscardedGiven,
            Unnormalize = slices.Unnormalize,
            Architecture = network.Architecture,
            Weights = (int)network.Weights,
            Trainable = (int)network.Trainable,
            Frozen = (int)network.Frozen,
            Dropout = network.Dropout,
            Epochs = optimisation.Epochs,
            BatchSize = optimisation.BatchSize,
            LearningRate = optimisation.LearningRate,
            WeightDecay = optimisation.WeightDecay,
            Patience = optimisation.Patience,
            Tolerance = optimisation.Tolerance,
            AccumulationSteps = optimisation.AccumulationSteps,
            EvaluationSteps = optimisation.EvaluationSteps,
            Sampler = (int)optimisation.Sampler,
            DataAugmentation = { optimisation.DataAugmentation.Select(augmentation => (int)augmentation) },
            DataAugmentationGiven = optimisation.DataAugmentationGiven,
            Seed = optimisation.Seed,
            TrainMetrics = (int)optimisation.TrainMetrics,
            SelectionThreshold = spec.Vote.SelectionThreshold,
            VoteWeights = (int)spec.Vote.Weights,
            UseCpu = compute.UseCpu,
            NProc = compute.NProc,
            IntraOpThreads = compute.IntraOpThreads,
            MultiCohort = data.MultiCohort,
            UseExtractedSlices = slices.UseExtractedSlices,
            TransferSelection = (int)network.TransferSelection,
            Visualization = spec.Visualization,
            Numerics = compute.Numerics?.ToProto(),
            MemoryFormats = (int)compute.MemoryFormats,
            Fuse = compute.Fuse,
            Permutations = spec.Permutations,
            Repeats = spec.Repeats,
        };
        if (data.NSplits is { } splits)
        {
            proto.NSplits = splits;
        }

        AddOptionalText(proto, network);
        return proto;
    }

    public static RunSpec FromProto(this P.RunSpec proto) => new()
    {
        NetworkType = Bounds.Term<NetworkType>(proto.NetworkType),
        Data = new DataSpec
        {
            CapsDirectory = proto.CapsDirectory,
            Preprocessing = Bounds.Term<Preprocessing>(proto.Preprocessing),
            TsvPath = proto.TsvPath,
            Diagnoses = [.. proto.Diagnoses],
            LabelCode = proto.LabelCode.ToImmutableSortedDictionary(code => code.Name, code => code.Code, StringComparer.Ordinal),
            Baseline = proto.Baseline,
            NSplits = proto.HasNSplits ? proto.NSplits : null,
            Split = [.. proto.Split],
            AllowLeakage = proto.AllowLeakage,
            MultiCohort = proto.MultiCohort,
        },
        Slices = new SliceSpec
        {
            Direction = Bounds.Term<SliceDirection>(proto.SliceDirection),
            DiscardedAtBeginning = Bounds.Within(proto.DiscardedAtBeginning, 0, SliceIndex.Largest, "the number of discarded slices"),
            DiscardedAtEnd = Bounds.Within(proto.DiscardedAtEnd, 0, SliceIndex.Largest, "the number of discarded slices"),
            DiscardedGiven = proto.DiscardedGiven,
            Unnormalize = proto.Unnormalize,
            UseExtractedSlices = proto.UseExtractedSlices,
        },
        Network = new NetworkSpec
        {
            Architecture = proto.Architecture,
            Weights = Bounds.Term<WeightsKind>(proto.Weights),
            WeightsFile = proto.HasWeightsFile ? proto.WeightsFile : null,
            Trainable = Bounds.Term<TrainableLayers>(proto.Trainable),
            Frozen = Bounds.Term<FrozenLayers>(proto.Frozen),
            Dropout = proto.Dropout,
            PluginFile = proto.HasPluginFile ? proto.PluginFile : null,
            CodeDigest = proto.HasCodeDigest ? proto.CodeDigest : null,
            TransferPath = proto.HasTransferPath ? proto.TransferPath : null,
            TransferSelection = Bounds.Term<Selection>(proto.TransferSelection),
            TransferDigest = proto.HasTransferDigest ? proto.TransferDigest : null,
        },
        Optimisation = new OptimisationSpec
        {
            Epochs = Count(proto.Epochs, 1, "epochs"),
            BatchSize = Count(proto.BatchSize, 1, "items in a batch"),
            LearningRate = proto.LearningRate,
            WeightDecay = proto.WeightDecay,
            Patience = Count(proto.Patience, 0, "epochs of patience"),
            Tolerance = proto.Tolerance,
            AccumulationSteps = Count(proto.AccumulationSteps, 1, "batches in an update"),
            EvaluationSteps = Count(proto.EvaluationSteps, 0, "batches before an evaluation"),
            Sampler = Bounds.Term<SamplerKind>(proto.Sampler),
            DataAugmentation = [.. proto.DataAugmentation.Select(augmentation => Bounds.Term<Augmentation>(augmentation))],
            DataAugmentationGiven = proto.DataAugmentationGiven,
            Seed = proto.Seed,
            TrainMetrics = Bounds.Term<TrainMetrics>(proto.TrainMetrics),
        },
        Vote = new VoteSpec { SelectionThreshold = proto.SelectionThreshold, Weights = Bounds.Term<VoteWeights>(proto.VoteWeights) },
        Compute = new ComputeSpec
        {
            UseCpu = proto.UseCpu,
            NProc = Count(proto.NProc, 0, "loader threads"),
            IntraOpThreads = Bounds.Within(proto.IntraOpThreads, 1, ComputeSpec.MostIntraOpThreads, "the number of intra-op threads"),
            Numerics = proto.Numerics?.FromProto(),
            MemoryFormats = Bounds.Term<MemoryFormats>(proto.MemoryFormats),
            Fuse = Count(proto.Fuse, 0, "networks that are computed as one"),
        },
        Visualization = proto.Visualization,
        Permutations = Count(proto.Permutations, 0, "permutations"),
        Repeats = Count(proto.Repeats, 0, "repeats"),
    };

    public static P.Numerics ToProto(this Numerics numerics) => new()
    {
        Libtorch = numerics.Libtorch,
        Kernels = numerics.Kernels,
        Convolutions = numerics.Convolutions,
        Algebra = numerics.Algebra,
        Adam = numerics.Adam,
        Device = numerics.Device,
    };

    public static Numerics FromProto(this P.Numerics proto) => new(proto.Libtorch, proto.Kernels, proto.Convolutions, proto.Algebra, proto.Adam, proto.Device);

    private static int Count(int number, int least, string what) => Bounds.Within(number, least, int.MaxValue, $"the number of {what}");

    private static void AddOptionalText(P.RunSpec proto, NetworkSpec network)
    {
        if (network.WeightsFile is { } weights)
        {
            proto.WeightsFile = weights;
        }

        if (network.PluginFile is { } plugin)
        {
            proto.PluginFile = plugin;
        }

        if (network.CodeDigest is { } code)
        {
            proto.CodeDigest = code;
        }

        if (network.TransferPath is { } source)
        {
            proto.TransferPath = source;
        }

        if (network.TransferDigest is { } digest)
        {
            proto.TransferDigest = digest;
        }
    }
}
