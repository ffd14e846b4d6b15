using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Scoring.Estimates;

namespace SliceActors.Scoring.Comparisons;

/// <summary>
/// Compares validation sets by leave-pair-out, fold by fold, never pooled: the variance of a fold's difference in AUC is DeLong's of the matrix of differences,
/// that of the mean over folds is doubled since folds share the people that they learn from; beside it the corrected t of Nadeau and Bengio over the folds. The
/// balanced accuracy has the latter only: where a vote puts everybody into one class its calls do not vary within the fold, but they do from training to training.
/// </summary>
public static class ValidationComparison
{
    /// <summary>Compares two results on the folds whose validation sets are the same.</summary>
    /// <param name="first">One result.</param>
    /// <param name="second">The other.</param>
    /// <param name="findings">Gets why they cannot be compared: sessions of different classes, or no fold that can.</param>
    /// <returns>Null when they cannot.</returns>
    public static Comparison? Of(ValidationResult first, ValidationResult second, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(findings);
        if (!first.Labels.ToHashSet().SetEquals(second.Labels))
        {
            findings.Add(new Finding(
                second.Source, null, $"labels {string.Join(", ", second.Labels)}", $"labels {string.Join(", ", first.Labels)}, as in {first.Source}: results are compared that tell the same classes apart"));
            return null;
        }

        var others = second.Folds.ToDictionary(fold => fold.Fold);
        var (shared, notes, areAlike) = (new List<ComparedFold>(), new List<string>(), true);
        foreach (var fold in first.Folds)
        {
            if (!others.Remove(fold.Fold, out var other))
            {
                notes.Add(Alone(fold, first));
                continue;
            }

            if (Apart(fold, other) is { } apart)
            {
                notes.Add(apart);
                continue;
            }

            areAlike &= SharedSessions.AreAlike(first.Source, fold.Sessions, second.Source, other.Sessions, findings);
            var missing = (fold.Missing ?? other.Missing) is { } reason ? $"Fold {fold.Fold} is left out: {reason}." : null;
            if (missing is null && areAlike)
            {
                shared.Add(new ComparedFold(fold, other));
            }
            else if (missing is not null)
            {
                notes.Add(missing);
            }
        }

        notes.AddRange(others.Values.OrderBy(fold => fold.Fold).Select(fold => Alone(fold, second)));
        if (!areAlike)
        {
            return null;
        }

        ImmutableArray<ComparedFold> folds = [.. shared.Where(fold => !double.IsNaN(fold.Variance))];
        notes.AddRange(shared.Except(folds).Select(fold => $"Fold {fold.First.Fold} is left out: the pairs that can be judged are of fewer than two people of a class."));
        if (folds.IsEmpty)
        {
            findings.Add(new Finding(
                second.Source,
                null,
                $"no fold that can be compared with one of {first.Source}{(notes.Count == 0 ? string.Empty : $" ({string.Join(' ', notes)})")}",
                "trainings on the same folds of the same people: the same TSV tree, --n_splits and labels"));
            return null;
        }

        return new Comparison(first.Name, second.Name, folds.Length, folds.Sum(fold => fold.People.Count(1)), folds.Sum(fold => fold.People.Count(0)), Differences(folds), [.. notes, .. EstimateNotes.Of(first.Caveats | second.Caveats)]);
    }

    private static ImmutableArray<Difference> Differences(ImmutableArray<ComparedFold> folds)
    {
        double[][] areas = [[.. folds.Select(fold => fold.First.Matrix!.Auc)], [.. folds.Select(fold => fold.Second.Matrix!.Auc)]];
        double[][] accuracies = [[.. folds.Select(fold => fold.First.BalancedAccuracy)], [.. folds.Select(fold => fold.Second.BalancedAccuracy)]];
        var testToTrain = folds.Average(fold => fold.TestToTrain);
        var byVariance = PairedTests.DeLong(ComparedFigure.Auc, areas[0].Average(), areas[1].Average(), ImageLevelFigures.VarianceOfMean([.. folds.Select(fold => fold.Variance)]));
        return folds.Length < 2
            ? [byVariance]
            :
            [
                byVariance,
                PairedTests.NadeauBengio(ComparedFigure.Auc, areas[0], areas[1], testToTrain),
                PairedTests.NadeauBengio(ComparedFigure.BalancedAccuracy, accuracies[0], accuracies[1], testToTrain),
            ];
    }

    private static string Alone(ValidationFold fold, ValidationResult result) => $"Fold {fold.Fold} is left out: only {result.Name} has it.";

    /// <summary>What sets two validation sets apart; null when they have the same sessions.</summary>
    private static string? Apart(ValidationFold fold, ValidationFold other)
    {
        var (sessions, others) = (fold.Sessions.Select(Key).ToHashSet(), other.Sessions.Select(Key).ToHashSet());
        return sessions.SetEquals(others)
            ? null
            : $"Fold {fold.Fold} is left out: of {sessions.Count} and {others.Count} validation sessions, {sessions.Intersect(others).Count()} are the same.";

        static (string Participant, string Session) Key(Folds.ScoredSession session) => (session.ParticipantId, session.SessionId);
    }
}
