using System.Collections.Immutable;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Explanations;
using SliceActors.Runs.Plans;

namespace SliceActors.Studies.Explanations;

/// <summary>What networks are asked about slices.</summary>
/// <param name="plan">The plan.</param>
/// <param name="store">The slices of its images.</param>
internal sealed class ExplanationJobs(ExplanationPlan plan, SliceStore store)
{
    /// <summary>All parts of a fold on some images.</summary>
    public List<ExplanationJob> Of(ExplainedFold fold, ImmutableArray<int> images) => [.. fold.Parts.Select(part => Job(fold, part, images))];

    /// <summary>The check of a fold looks at the slice that weighs most, in the first image of each class: every layer costs as much as these maps.</summary>
    public ExplanationJob Check(ExplainedFold fold) => Job(fold, fold.Parts.MaxBy(part => fold.Vote.Shares[part.Slices.First]), fold.Checked(plan.Images));

    private ExplanationJob Job(ExplainedFold fold, (SliceRange Slices, string ModelFile) part, ImmutableArray<int> images) => new()
    {
        Settings = plan.Request.Settings,
        Architecture = plan.Architecture,
        Dropout = plan.Network.Dropout,
        ModelFile = part.ModelFile,
        Fold = fold.Trained.Fold,
        Images = images,
        Slices = part.Slices,
        Store = store,
        IntraOpThreads = plan.IntraOpThreads,
        Seed = plan.Results.Options.Seed ?? 0,
    };
}
