using SliceActors.Runs.Ids;

namespace SliceActors.Runs.Outcomes;

/// <summary>Tells the outcomes of a unit apart: model files hold weights and figures of the chosen epochs, and predictions follow from the weights.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="EpochsTrained">Number of epochs trained.</param>
/// <param name="Models">SHA-256 of its model files, in the order of the selection rules, one after the other.</param>
public sealed record OutcomeKey(UnitId Unit, int EpochsTrained, string Models)
{
    /// <summary>The key of an outcome.</summary>
    public static OutcomeKey Of(UnitOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        return new(outcome.Unit, outcome.EpochsTrained, string.Concat(outcome.Best.Select(best => best.Model.Sha256)));
    }
}
