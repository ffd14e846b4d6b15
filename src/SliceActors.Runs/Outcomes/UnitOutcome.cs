using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Runs.Outcomes;

/// <summary>What a finished training unit hands over.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="EpochsTrained">Number of epochs trained, early stopping included.</param>
/// <param name="Selections">One entry per selection rule, in the order of <see cref="Selection"/>.</param>
public sealed record UnitOutcome(UnitId Unit, int EpochsTrained, ImmutableArray<SelectionOutcome> Selections);
