using System.Collections.Immutable;
using System.Reflection;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Specs;
using SliceActors.Runs.Tests.Support;

namespace SliceActors.Runs.Tests.Specs;

public class RunSpecDigestTests
{
    private static readonly Dictionary<string, Func<RunSpec, RunSpec>> Changes = new()
    {
        ["NetworkType"] = spec => spec with { NetworkType = NetworkType.Cnn },
        ["Data.CapsDirectory"] = spec => spec with { Data = spec.Data with { CapsDirectory = "/data/caps2" } },
        ["Data.Preprocessing"] = spec => spec with { Data = spec.Data with { Preprocessing = Preprocessing.T1Volume } },
        ["Data.TsvPath"] = spec => spec with { Data = spec.Data with { TsvPath = "/data/labels2" } },
        ["Data.Diagnoses"] = spec => spec with { Data = spec.Data with { Diagnoses = ["CN", "AD"] } },
        ["Data.LabelCode"] = spec => spec with { Data = spec.Data with { LabelCode = spec.Data.LabelCode.SetItem("pMCI", 0) } },
        ["Data.Baseline"] = spec => spec with { Data = spec.Data with { Baseline = true } },
        ["Data.NSplits"] = spec => spec with { Data = spec.Data with { NSplits = null } },
        ["Data.Split"] = spec => spec with { Data = spec.Data with { Split = [1] } },
        ["Data.AllowLeakage"] = spec => spec with { Data = spec.Data with { AllowLeakage = true } },
        ["Slices.Direction"] = spec => spec with { Slices = spec.Slices with { Direction = SliceDirection.Axial } },
        ["Slices.DiscardedAtBeginning"] = spec => spec with { Slices = spec.Slices with { DiscardedAtBeginning = 21 } },
        ["Slices.DiscardedAtEnd"] = spec => spec with { Slices = spec.Slices with { DiscardedAtEnd = 21 } },
        ["Slices.DiscardedGiven"] = spec => spec with { Slices = spec.Slices with { DiscardedGiven = true } },
        ["Slices.Unnormalize"] = spec => spec with { Slices = spec.Slices with { Unnormalize = true } },
        ["Network.Architecture"] = spec => spec with { Network = spec.Network with { Architecture = "Conv5_FC3" } },
        ["Network.Weights"] = spec => spec with { Network = spec.Network with { Weights = WeightsKind.ImageNet } },
        ["Network.WeightsFile"] = spec => spec with { Network = spec.Network with { WeightsFile = "/data/weights.pth" } },
        ["Network.Trainable"] = spec => spec with { Network = spec.Network with { Trainable = TrainableLayers.Tail } },
        ["Network.Dropout"] = spec => spec with { Network = spec.Network with { Dropout = 0.5 } },
        ["Optimisation.Epochs"] = spec => spec with { Optimisation = spec.Optimisation with { Epochs = 21 } },
        ["Optimisation.BatchSize"] = spec => spec with { Optimisation = spec.Optimisation with { BatchSize = 3 } },
        ["Optimisation.LearningRate"] = spec => spec with { Optimisation = spec.Optimisation with { LearningRate = Math.BitIncrement(1e-4) } },
        ["Optimisation.WeightDecay"] = spec => spec with { Optimisation = spec.Optimisation with { WeightDecay = 0 } },
        ["Optimisation.Patience"] = spec => spec with { Optimisation = spec.Optimisation with { Patience = 5 } },
        ["Optimisation.Tolerance"] = spec => spec with { Optimisation = spec.Optimisation with { Tolerance = double.Epsilon } },
        ["Optimisation.AccumulationSteps"] = spec => spec with { Optimisation = spec.Optimisation with { AccumulationSteps = 2 } },
        ["Optimisation.EvaluationSteps"] = spec => spec with { Optimisation = spec.Optimisation with { EvaluationSteps = 1 } },
        ["Optimisation.Sampler"] = spec => spec with { Optimisation = spec.Optimisation with { Sampler = SamplerKind.Weighted } },
        ["Optimisation.DataAugmentation"] = spec => spec with
        {
            Optimisation = spec.Optimisation with { DataAugmentation = [Augmentation.CropPad, Augmentation.Noise] },
        },
        ["Optimisation.DataAugmentationGiven"] = spec => spec with { Optimisation = spec.Optimisation with { DataAugmentationGiven = false } },
        ["Optimisation.Seed"] = spec => spec with { Optimisation = spec.Optimisation with { Seed = 43 } },
        ["Network.Frozen"] = spec => spec with { Network = spec.Network with { Frozen = FrozenLayers.Cached } },
        ["Optimisation.TrainMetrics"] = spec => spec with { Optimisation = spec.Optimisation with { TrainMetrics = TrainMetrics.Pass } },
        ["Vote.SelectionThreshold"] = spec => spec with { Vote = spec.Vote with { SelectionThreshold = 0.5 } },
        ["Vote.Weights"] = spec => spec with { Vote = spec.Vote with { Weights = VoteWeights.Accuracy } },
        ["Compute.UseCpu"] = spec => spec with { Compute = spec.Compute with { UseCpu = true } },
        ["Data.MultiCohort"] = spec => spec with { Data = spec.Data with { MultiCohort = true } },
        ["Slices.UseExtractedSlices"] = spec => spec with { Slices = spec.Slices with { UseExtractedSlices = true } },
        ["Network.PluginFile"] = spec => spec with { Network = spec.Network with { PluginFile = "/data/networks.dll" } },
        ["Network.CodeDigest"] = spec => spec with { Network = spec.Network with { CodeDigest = "c0ffee" } },
        ["Network.TransferPath"] = spec => spec with { Network = spec.Network with { TransferPath = "/data/results" } },
        ["Network.TransferSelection"] = spec => spec with { Network = spec.Network with { TransferSelection = Selection.BestLoss } },
        ["Network.TransferDigest"] = spec => spec with { Network = spec.Network with { TransferDigest = "facade" } },
        ["Compute.Fuse"] = spec => spec with { Compute = spec.Compute with { Fuse = 4 } },
        ["Permutations"] = spec => spec with { Permutations = 3 },
        ["Repeats"] = spec => spec with { Repeats = 2 },
        ["Visualization"] = spec => spec with { Visualization = true },
    };

    private static readonly Dictionary<string, Func<RunSpec, RunSpec>> ChangesOfTheMachine = new()
    {
        ["Compute.NProc"] = spec => spec with { Compute = spec.Compute with { NProc = 3 } },
        ["Compute.IntraOpThreads"] = spec => spec with { Compute = spec.Compute with { IntraOpThreads = 2 } },
        ["Compute.Numerics"] = spec => spec with { Compute = spec.Compute with { Numerics = new Numerics("2.10.0", "AVX2", "AVX2", "AUTO", "fused", "CPU") } },
        ["Compute.MemoryFormats"] = spec => spec with { Compute = spec.Compute with { MemoryFormats = MemoryFormats.Fastest } },
    };

    // SHA-256 of the compact JSON of Study.Spec, written out in Python: members in the order of their declaration, enums by name, threads 0.
    [Fact]
    public void The_digest_of_a_study_never_changes() =>
        Assert.Equal("168f6f7ff6af32383540b4539ba01b7ee6029b42ea404ae7feeced503d9920b4", Study.Spec().Digest());

    [Fact]
    public void Equal_studies_have_equal_digests_though_their_lists_are_different_objects()
    {
        var (one, other) = (Study.Spec(), Study.Spec());

        Assert.NotEqual(one, other);
        Assert.Equal(one.Digest(), other.Digest());
    }

    [Fact]
    public void The_order_in_which_labels_were_given_does_not_matter()
    {
        string[] labels = ["pMCI", "sMCI", "AD+", "cn", "CN2", "ä"];
        var digests = new[] { labels, [.. labels.Reverse()], [.. labels.Order()] }
            .Select(order => order.Aggregate(
                ImmutableSortedDictionary<string, int>.Empty.WithComparers(StringComparer.Ordinal),
                (code, label) => code.Add(label, label.Length % 2)))
            .Select(code => Study.Spec() is var spec ? (spec with { Data = spec.Data with { LabelCode = code } }).Digest() : null);

        Assert.Single(digests.Distinct());
    }

    [Fact]
    public void The_machine_does_not_change_the_digest() =>
        Assert.All(ChangesOfTheMachine, change => Assert.Equal(Study.Spec().Digest(), change.Value(Study.Spec()).Digest()));

    [Fact]
    public void Where_the_published_weights_lie_does_not_change_the_digest()
    {
        static string Digest(string? file) =>
            (Study.Spec() with { Network = Study.Spec().Network with { Weights = WeightsKind.ImageNet, WeightsFile = file } }).Digest();

        Assert.Equal(Digest(null), Digest("/cache/weights/resnet18-5c106cde.pth"));
    }

    [Fact]
    public void Each_field_of_the_study_changes_the_digest()
    {
        var digests = Changes.ToDictionary(change => change.Value(Study.Spec()).Digest(), change => change.Key);

        Assert.Equal(Changes.Count, digests.Count);
        Assert.DoesNotContain(Study.Spec().Digest(), digests.Keys);
    }

    [Fact]
    public void No_field_is_forgotten_here()
    {
        var fields = typeof(RunSpec).GetProperties().SelectMany(part => part.PropertyType.Name.EndsWith("Spec", StringComparison.Ordinal)
            ? part.PropertyType.GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(field => $"{part.Name}.{field.Name}")
            : [part.Name]);

        Assert.Equal(fields.Order(StringComparer.Ordinal), Changes.Keys.Concat(ChangesOfTheMachine.Keys).Order(StringComparer.Ordinal));
    }
}
