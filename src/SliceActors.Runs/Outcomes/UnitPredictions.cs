using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Runs.Outcomes;

/// <summary>The predictions of a finished training unit: what its fold is scored and voted by. They lie in a file beside the model.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="EpochsTrained">Number of epochs trained, early stopping included.</param>
/// <param name="Selections">One entry per selection rule, in the order of <see cref="Selection"/>.</param>
public sealed record UnitPredictions(UnitId Unit, int EpochsTrained, ImmutableArray<SelectionOutcome> Selections)
{
    /// <summary>
    /// Probabilities of the validation set after every epoch, [<see cref="EpochsTrained"/>, items, 2]: items as in <see cref="SetPredictions"/>, class 0 before class 1.
    /// Null where they are not kept.
    /// </summary>
    public ImmutableArray<float>? ValidationByEpoch { get; init; }

    /// <summary>What a unit without predictions gives: an autoencoder answers with pictures.</summary>
    public static UnitPredictions Without(UnitOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return new(outcome.Unit, outcome.EpochsTrained, [.. outcome.Best.Select(best => SelectionOutcome.Of(best, null, null))]);
    }
}
