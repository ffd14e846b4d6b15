using System.Collections.Immutable;
using SliceActors.Learning.Logs;
using SliceActors.Learning.Objectives;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Progress;

/// <summary>
/// Everything that a unit knows after an epoch besides the tensors of its network and optimizer. Together with those it determines all that follows.
/// </summary>
internal sealed record TrainingProgress
{
    /// <summary>Before the first epoch.</summary>
    public static readonly TrainingProgress Start = new();

    /// <summary>Epochs finished; also the number of the next epoch.</summary>
    public int EpochsTrained { get; init; }

    /// <summary>Time spent on the finished epochs; what an interruption repeats counts once.</summary>
    public TimeSpan Elapsed { get; init; }

    /// <summary>State of the early stopping.</summary>
    public EarlyStopping EarlyStopping { get; init; }

    /// <summary>Rows of <c>training.tsv</c>.</summary>
    public ImmutableArray<TrainingLogRow> Log { get; init; } = [];

    /// <summary>The best epoch of each selection rule that has one, in the order of <see cref="Selection"/>.</summary>
    public ImmutableArray<BestNetwork> Best { get; init; } = [];

    /// <summary>Whether another epoch is to be trained.</summary>
    /// <param name="optimisation">Says how many at most.</param>
    public bool GoesOn(OptimisationSpec optimisation) => EpochsTrained < optimisation.Epochs && !EarlyStopping.ShouldStop;

    /// <summary>Whether the next epoch would be the best so far by one of the rules, so that its network is needed.</summary>
    /// <param name="next">Its score on the validation set.</param>
    public bool IsSurpassedBy(EpochScore next) =>
        Enum.GetValues<Selection>().Any(selection => SelectionRule.Prefers(selection, next, BestBy(selection)?.Score));

    /// <summary>The progress after one more epoch.</summary>
    /// <param name="epoch">The epoch; with its network if that surpasses the best so far.</param>
    /// <param name="optimisation">Patience and tolerance of the early stopping.</param>
    public TrainingProgress After(EpochResult epoch, OptimisationSpec optimisation) => new()
    {
        EpochsTrained = EpochsTrained + 1,
        Elapsed = Elapsed + epoch.Duration,
        EarlyStopping = EarlyStopping.After(epoch.Validation.Score.Loss, optimisation.Patience, optimisation.Tolerance),
        Log = Log.AddRange(epoch.Log),
        Best = [.. Enum.GetValues<Selection>().Select(selection => BestAfter(selection, epoch)).OfType<BestNetwork>()],
    };

    private BestNetwork? BestAfter(Selection selection, EpochResult epoch)
    {
        var best = BestBy(selection);
        return SelectionRule.Prefers(selection, epoch.Validation.Score, best?.Score)
            ? new BestNetwork(selection, EpochsTrained, epoch.Validation.Score, epoch.Model!, epoch.Train, epoch.Validation.Predictions)
            : best;
    }

    private BestNetwork? BestBy(Selection selection) => Best.FirstOrDefault(best => best.Selection == selection);
}
