using SliceActors.Imaging.Slices;
using SliceActors.Learning.Networks;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Results;

namespace SliceActors.Studies.Submission;

/// <summary>What networks can start from in the results of ClinicaDL 1.x, whose networks of the same name are not all the same networks.</summary>
internal sealed class ClinicaTransfer(ResultFolder results, ClinicaInput input)
{
    // What is left of an axis after five poolings that round up.
    private const int Shrinkage = 32;
    private const string Likeness = "Conv5_FC3";

    private readonly string name = results.Options.Architecture;

    /// <summary>The architecture here that has the convolutional part of theirs; null when none has.</summary>
    public string? Counterpart => name switch
    {
        "Conv5_FC3" or "Conv4_FC3" or "AE_Conv5_FC3" or "AE_Conv4_FC3" => Likeness,
        "resnet18" => name,
        _ => null,
    };

    /// <summary>Whether the linear layers of theirs are others: they depend on the size of the slices, and those of its <c>Conv4_FC3</c> are smaller.</summary>
    public bool ConvolutionsOnly => results.Options.NetworkType != NetworkType.Autoencoder && (name == "Conv4_FC3" || (name == Likeness && Maps(input.Shape) != Maps(SliceShape.Usual)));

    /// <summary>Looks whether networks can start from it.</summary>
    /// <param name="spec">The study that would start.</param>
    /// <param name="architecture">Its networks; null when they are not known.</param>
    /// <param name="findings">Gets what speaks against it.</param>
    /// <returns>Whether nothing does.</returns>
    public bool Check(RunSpec spec, Architecture? architecture, ICollection<Finding> findings)
    {
        var before = findings.Count;
        var maps = results.Tree.CommandLine;
        if (results.Options.NetworkType == NetworkType.Autoencoder && spec.NetworkType == NetworkType.Autoencoder)
        {
            findings.Add(new Finding(maps, null, $"{name}, whose decoder has its layers in another order in ClinicaDL 1.x", "a cnn or multicnn to start from its encoder, or an autoencoder of slice-actors or ClinicaDL 0.2"));
        }

        if (Counterpart is null)
        {
            findings.Add(new Finding(maps, null, $"architecture {name}", $"one whose convolutions are known here: {Likeness}, Conv4_FC3, their autoencoders AE_…, or resnet18"));
        }
        else if (architecture is not null && architecture.Name != Counterpart)
        {
            findings.Add(new Finding(maps, null, $"architecture {name} of ClinicaDL 1.x, whose convolutions are those of {Counterpart} here, and this study asks for {architecture.Name}", $"{Counterpart} as ARCHITECTURE"));
        }
        else if (architecture is not null && architecture.InputChannels != input.Channels)
        {
            findings.Add(new Finding(maps, null, FormattableString.Invariant($"slices of {input.Channels} channel (slice_mode single), and the first layer of {architecture.Name} has {architecture.InputChannels}"), "networks that were trained with slice_mode rgb"));
        }

        if (results.Options.NetworkType != NetworkType.Autoencoder && !results.Options.Selections.Contains(spec.Network.TransferSelection))
        {
            findings.Add(new Finding(maps, null, $"no best models by {spec.Network.TransferSelection.Term()["best_".Length..]}", results.Options.Selections.IsEmpty ? "best models by loss or BA" : $"--transfer_learning_selection {results.Options.Selections[0].Term()}"));
        }

        return findings.Count == before;
    }

    /// <summary>What a person should know of it; null when all of it is taken as it is.</summary>
    public string? Warning => ConvolutionsOnly
        ? $"{results.Tree.Root}: only the convolutions of its networks are taken; the linear layers of {name} for slices of {input.Shape} pixels are others than those of {Counterpart} here, which start at random."
        : null;

    private static (int, int) Maps(SliceShape shape) => ((shape.Rows + Shrinkage - 1) / Shrinkage, (shape.Columns + Shrinkage - 1) / Shrinkage);
}
