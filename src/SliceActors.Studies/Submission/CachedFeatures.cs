using SliceActors.Learning.Networks;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;

namespace SliceActors.Studies.Submission;

/// <summary>When features of frozen layers can be computed once for all: the layers have to be the same in all networks, from beginning to end, and to see each slice as it is.</summary>
internal static class CachedFeatures
{
    private const string Option = "--frozen";
    private const string Follow = "--frozen follow";

    /// <summary>Finds everything that stands in the way.</summary>
    /// <param name="spec">The study.</param>
    /// <param name="architecture">Its network.</param>
    /// <param name="findings">Gets what was found.</param>
    public static void Check(RunSpec spec, Architecture architecture, ICollection<Finding> findings)
    {
        if (spec.Network.Frozen != FrozenLayers.Cached)
        {
            return;
        }

        if (architecture.Features is null)
        {
            findings.Add(new Finding(
                Option,
                null,
                $"{architecture.Name} does not say where it can be divided",
                $"one of {string.Join(", ", ArchitectureTable.All.Where(known => known.Features is not null).Select(known => known.Name))}, or {Follow}"));
        }

        Refuse(spec.Network.Trainable == TrainableLayers.All, "all layers learn, so none is frozen", "--trainable tail");
        Refuse(
            spec.Network is { Weights: WeightsKind.None, TransferPath: null },
            "random initial weights, which are others in each network",
            "--weights imagenet, or --weights FILE with --trainable tail");
        Refuse(spec.Network.TransferPath is not null, "--transfer_learning_path, whose networks may have other frozen layers in each fold", "initial weights from one file (--weights)");
        Refuse(
            spec.Optimisation.DataAugmentation.Any(augmentation => augmentation != Augmentation.None),
            "--data_augmentation, which shows a slice otherwise at each step",
            "no augmentation");

        void Refuse(bool stands, string found, string expected)
        {
            if (stands)
            {
                findings.Add(new Finding(Option, null, found, $"{expected}, or {Follow}"));
            }
        }
    }
}
