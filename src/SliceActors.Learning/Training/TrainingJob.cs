using System.Collections.Immutable;
using SliceActors.Imaging.Store;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Training;

/// <summary>Everything that the training of one unit needs; immutable.</summary>
public sealed record TrainingJob
{
    /// <summary>What is studied and how.</summary>
    public required RunSpec Spec { get; init; }

    /// <summary>The unit.</summary>
    public required TrainingUnit Unit { get; init; }

    /// <summary>Its fold.</summary>
    public required FoldPlan Fold { get; init; }

    /// <summary>Where results go.</summary>
    public required ResultTree Tree { get; init; }

    /// <summary>The prepared slices of the run's images; shared by all trainers, only read.</summary>
    public required SliceStore Store { get; init; }

    /// <summary>The images of the store, in its order; where they lie in the world is needed to show reconstructions.</summary>
    public ImmutableArray<PlannedImage> Images { get; init; } = [];

    /// <summary>Threads that prepare augmented batches ahead of the trainer; 0 = the trainer's own does. Changes the time only, not the result.</summary>
    public int LoaderThreads { get; init; }

    /// <summary>The epochs that the journal knows, ascending, with the digests of their checkpoints.</summary>
    public ImmutableArray<EpochReport> History { get; init; } = [];
}
