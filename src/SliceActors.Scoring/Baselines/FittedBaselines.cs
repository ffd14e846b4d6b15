using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Comparisons;

namespace SliceActors.Scoring.Baselines;

/// <summary>Simple models that were fitted to the folds of a study.</summary>
/// <param name="Figures">Of each the mean over the folds, then each fold.</param>
/// <param name="Folds">What those that look at people say of the validation sets; nothing where a fold could not be fitted.</param>
public sealed record FittedBaselines(ImmutableArray<BaselineFigures> Figures, ImmutableArray<(BaselineKind Kind, ImmutableArray<ValidationFold> Folds)> Folds)
{
    /// <summary>How far networks are ahead of them on the same people. The p are adjusted for the number of models.</summary>
    /// <param name="networks">The networks of the study.</param>
    /// <param name="selection">How their epochs are chosen.</param>
    /// <param name="findings">Gets why they cannot be compared.</param>
    public ImmutableArray<BaselineDifference> Against(ValidationResult networks, Selection selection, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(networks);
        ImmutableArray<(BaselineKind Kind, Comparison Comparison)> compared =
        [
            .. from model in Folds
               where !model.Folds.IsEmpty
               let comparison = ValidationComparison.Of(networks, networks with { Name = model.Kind.Term(), Folds = model.Folds, Caveats = EstimateCaveats.None }, findings)
               where comparison is not null
               select (model.Kind, comparison),
        ];
        return [.. compared.Zip(PairwiseComparisons.Adjusted([.. compared.Select(pair => pair.Comparison)]), (pair, adjusted) => new BaselineDifference(selection, pair.Kind, adjusted))];
    }
}
