using System.Collections.Immutable;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Predictions;
using SliceActors.Scoring.Subgroups;

namespace SliceActors.Studies.Prediction;

/// <summary>What trained networks say about new images.</summary>
/// <param name="Folds">Each fold and selection apart.</param>
/// <param name="Ensembles">The mean over the folds for each selection; none when there is one fold.</param>
/// <param name="Subgroups">For whom the mean over the folds, or the only fold, fails, for each selection; none when labels are not known.</param>
public sealed record PredictionResult(
    ImmutableArray<(TrainedFold Fold, PredictedSet Set)> Folds,
    ImmutableArray<(Selection Selection, PredictedSet Set)> Ensembles,
    ImmutableArray<(Selection Selection, SubgroupReport Report)> Subgroups);
