using System.Collections.Immutable;
using SliceActors.Imaging.Store;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Training;

/// <summary>Everything that the training of one unit needs; immutable.</summary>
public sealed record TrainingJob
{
    /// <summary>
    /// What an interruption may cost unless a user says otherwise. To save network and optimizer of a resnet18 (134 MB) takes about a second, so 2 % of the
    /// time goes into checkpoints at most.
    /// </summary>
    public static readonly TimeSpan DefaultCheckpointEvery = TimeSpan.FromSeconds(60);

    /// <summary>What is studied and how.</summary>
    public required RunSpec Spec { get; init; }

    /// <summary>The unit.</summary>
    public required TrainingUnit Unit { get; init; }

    /// <summary>Its fold.</summary>
    public required FoldPlan Fold { get; init; }

    /// <summary>How it learns, with the seed of everything that is drawn in it.</summary>
    public OptimisationSpec Optimisation =>
        Fold.Variation is { } variation ? Spec.Optimisation with { Seed = variation.TrainingSeed(Spec.Optimisation.Seed) } : Spec.Optimisation;

    /// <summary>The unit that it draws and starts as: a fold that is trained once more begins as the fold of the study does.</summary>
    public UnitId DrawsAs => Fold.Variation is { } variation ? Unit.Id with { Fold = variation.Of } : Unit.Id;

    /// <summary>Which assignment of the unit it is.</summary>
    public required Attempt Attempt { get; init; }

    /// <summary>The folder of the run. Nothing is written there but in the folder of this attempt.</summary>
    public required ResultTree Tree { get; init; }

    /// <summary>Where this attempt writes.</summary>
    public AttemptFolder Folder => Tree.Attempt(Unit.Id, Attempt);

    /// <summary>Where it collects what is published when the journal has settled the unit.</summary>
    public ResultTree Results => Folder.Results;

    /// <summary>Where this machine has a file that the bookkeeping of the run names: from a path to a path.</summary>
    public Func<string, string> Here { get; init; } = path => path;

    /// <summary>The prepared slices of the run's images; shared by all trainers, only read.</summary>
    public required SliceStore Store { get; init; }

    /// <summary>What the frozen layers make of these slices; null where they compute at every step.</summary>
    public SliceStore? Features { get; init; }

    /// <summary>What the network is given.</summary>
    internal SliceStore Given => Spec.Network.Frozen == FrozenLayers.Cached ? Features ?? throw new InvalidOperationException("The features of the slices are not there.") : Store;

    /// <summary>The images of the store, in its order; where they lie in the world is needed to show reconstructions.</summary>
    public ImmutableArray<PlannedImage> Images { get; init; } = [];

    /// <summary>What its slot computes on.</summary>
    public ComputeDevice Device { get; init; } = ComputeDevice.Cpu;

    /// <summary>Threads that prepare augmented batches ahead of the trainer; 0 = the trainer's own does. Changes the time only, not the result.</summary>
    public int LoaderThreads { get; init; }

    /// <summary>
    /// A checkpoint follows the first epoch that ends so long after the last one, or after the start; zero: each epoch. Changes what an interruption costs,
    /// not the result.
    /// </summary>
    public TimeSpan CheckpointEvery { get; init; } = DefaultCheckpointEvery;

    /// <summary>Says when that is.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>The checkpoints that the journal knows, ascending: the newest that is whole is where the unit is taken up.</summary>
    public ImmutableArray<Checkpoint> Checkpoints { get; init; } = [];
}
