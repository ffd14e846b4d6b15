using SliceActors.Imaging.Store;
using SliceActors.Learning.Costs;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Submission;

namespace SliceActors.Screens;

/// <summary>What a study will take of disk, memory and time; pure arithmetic on what was measured.</summary>
/// <param name="ModelBytes">The best models of all networks: two files each, one for an autoencoder.</param>
/// <param name="CheckpointBytes">Checkpoints while networks train, on top of these.</param>
/// <param name="CacheBytes">Prepared slices, in the cache folder.</param>
/// <param name="FeatureBytes">Features of frozen layers, there too; 0 where none are kept.</param>
/// <param name="MemoryBytes">Main memory of the networks that are trained side by side.</param>
/// <param name="Time">Features, training and evaluation of all epochs; without evaluations of the training set where only the best epochs, which nobody can foretell, have them.</param>
internal sealed record Estimate(long ModelBytes, long CheckpointBytes, long CacheBytes, long FeatureBytes, long MemoryBytes, TimeSpan Time)
{
    // A unit keeps two generations and, until the next one is complete, writes a third; its best epochs are generations, too.
    private const int Generations = 3;

    /// <summary>The estimate.</summary>
    /// <param name="study">The study.</param>
    /// <param name="slots">Networks trained side by side.</param>
    /// <param name="cost">What one network costs.</param>
    public static Estimate Of(CheckedStudy study, int slots, NetworkCost cost)
    {
        var (spec, plan) = (study.Spec, study.Plan);
        var units = plan.Units(spec.NetworkType);
        var best = spec.NetworkType == NetworkType.Autoencoder ? 1 : Enum.GetValues<Selection>().Length;
        var work = units.GroupBy(unit => unit.Id.Fold).Sum(fold => OfFold(plan.FoldOf(fold.Key), fold)) * spec.Optimisation.Epochs;
        return new Estimate(
            units.Count(unit => !unit.Id.Fold.IsVariation) * best * cost.ModelBytes,
            slots * Generations * (cost.ModelBytes + cost.OptimizerBytes),
            SliceCache.BytesNeeded(plan.Images.Length, study.Preparation),
            spec.Network.Frozen == FrozenLayers.Cached ? SliceCache.BytesNeeded(plan.Images.Length, study.Preparation, study.Architecture.Features!.Value) : 0,
            slots * cost.MemoryBytes,
            TimeSpan.FromSeconds((work + (cost.FeaturesOfItem.TotalSeconds * plan.Images.Length * plan.Slices.Count)) / slots));

        double OfFold(FoldPlan fold, IEnumerable<TrainingUnit> networks) => networks.Sum(unit => EpochOf(unit, fold, spec.Optimisation, cost).TotalSeconds);
    }

    /// <summary>Lines for a person.</summary>
    /// <param name="epochs">Epochs of each network.</param>
    /// <param name="useCpu">Whether main memory is what the networks take.</param>
    public IEnumerable<string> Lines(int epochs, bool useCpu) =>
    [
        $"  disk: up to {Sizes.Text(ModelBytes)} of models, up to {Sizes.Text(CheckpointBytes)} more while training;",
        $"        {Sizes.Text(CacheBytes)} of prepared slices {(FeatureBytes > 0 ? $"and {Sizes.Text(FeatureBytes)} of their features " : "")}in the cache",
        .. useCpu ? [$"  memory: about {Sizes.Text(MemoryBytes)} for the networks side by side"] : Array.Empty<string>(),
        $"  time: about {Sizes.Text(Time)} if all {Count.Of(epochs, "epoch")} are trained (from a few timed batches)",
    ];

    private static TimeSpan EpochOf(TrainingUnit unit, FoldPlan fold, OptimisationSpec optimisation, NetworkCost cost)
    {
        var (train, validation) = (fold.Train.Length * unit.Slices.Count, fold.Validation.Length * unit.Slices.Count);
        var evaluated = optimisation.TrainMetrics == TrainMetrics.Pass ? validation : train + validation;
        return (cost.Batch * ((train + optimisation.BatchSize - 1) / optimisation.BatchSize)) + (cost.EvaluatedItem * evaluated);
    }
}
