using System.Collections.Immutable;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.Slices;
using SliceActors.Learning.Networks;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Prediction;
using SliceActors.Studies.Results;

namespace SliceActors.Studies.Explanations;

/// <summary>What a request means on its data: nothing left to guess, everything found in order.</summary>
/// <param name="Request">The request.</param>
/// <param name="Results">The result folder.</param>
/// <param name="Network">What the results say of the networks.</param>
/// <param name="Architecture">Their kind.</param>
/// <param name="Images">All images whose slices are in the store, in its order.</param>
/// <param name="Folds">The networks of each fold and selection, and whom they are explained on.</param>
/// <param name="Grid">The voxel grid of all images that are explained.</param>
/// <param name="Preparation">How slices are made: as in the training.</param>
public sealed record ExplanationPlan(
    ExplanationRequest Request,
    ResultFolder Results,
    NetworkSpec Network,
    Architecture Architecture,
    ImmutableArray<SubjectImage> Images,
    ImmutableArray<ExplainedFold> Folds,
    SourceGrid Grid,
    SlicePreparation Preparation)
{
    /// <summary>How other images than the study's are answered; null for the study's own.</summary>
    public PredictionPlan? Prediction { get; init; }

    /// <summary>Intra-op threads of each network: those of the training.</summary>
    public int IntraOpThreads => Results.Options.IntraOpThreads ?? 1;

    /// <summary>Paths of all images: what the store of their slices is known by.</summary>
    public IReadOnlyList<string> Paths => [.. Images.Select(image => image.Path)];

    /// <summary>Slices that are explained, of all images together.</summary>
    public int Maps => Folds.Sum(fold => fold.Parts.Length * fold.Images.Length);

    /// <summary>Slices that are explained once more by the check with shuffled weights.</summary>
    /// <param name="layers">Layers of a network that have weights.</param>
    public int CheckedMaps(int layers) => Folds.Sum(fold => fold.Checked(Images).Length * (1 + layers));

    /// <summary>Folder of the maps of a selection.</summary>
    public string Target(Selection selection)
    {
        var folder = Results.Tree.Explanations(Learning.Explanations.ExplanationSettings.Term(Request.Settings.Method), selection);
        return Request.Others is { } others ? $"{folder}-{others.Prefix}" : folder;
    }
}
