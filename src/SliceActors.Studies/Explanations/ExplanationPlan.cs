using System.Collections.Immutable;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.Slices;
using SliceActors.Learning.Networks;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Results;

namespace SliceActors.Studies.Explanations;

/// <summary>What a request means on its study: nothing left to guess, everything found in order.</summary>
/// <param name="Request">The request.</param>
/// <param name="Results">The result folder.</param>
/// <param name="Study">The study as it was submitted.</param>
/// <param name="Network">What the results say of the networks.</param>
/// <param name="Architecture">Their kind.</param>
/// <param name="Folds">The networks of each fold and selection, and whom they are explained on.</param>
/// <param name="Grid">The voxel grid of all images.</param>
/// <param name="Preparation">How slices are made: as in the training.</param>
public sealed record ExplanationPlan(
    ExplanationRequest Request,
    ResultFolder Results,
    RunCommands.SubmitRun Study,
    NetworkSpec Network,
    Architecture Architecture,
    ImmutableArray<ExplainedFold> Folds,
    SourceGrid Grid,
    SlicePreparation Preparation)
{
    /// <summary>Intra-op threads of each network: those of the training.</summary>
    public int IntraOpThreads => Results.Options.IntraOpThreads ?? 1;

    /// <summary>Paths of all images of the study: what the store of its slices is known by.</summary>
    public IReadOnlyList<string> Images => [.. Study.Plan.Images.Select(image => image.Path)];

    /// <summary>Slices that are explained, of all images together.</summary>
    public int Maps => Folds.Sum(fold => fold.Parts.Length * fold.Sessions.Length);

    /// <summary>Folder of the maps of a selection.</summary>
    public string Target(Selection selection) => Results.Tree.Explanations(Learning.Explanations.ExplanationSettings.Term(Request.Settings.Method), selection);
}
