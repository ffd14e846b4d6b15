using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Estimates;
using SliceActors.Scoring.Folds;

namespace SliceActors.Scoring.Comparisons;

/// <summary>The validation set of a fold, judged by leave-pair-out: nobody is judged by a choice that they took part in.</summary>
public sealed class ValidationFold
{
    private ValidationFold(FoldIndex fold, int trainPeople, ImmutableArray<ScoredSession> sessions, JudgedPairs? judged, string? missing)
    {
        int[] order = [.. Enumerable.Range(0, sessions.Length)
            .OrderBy(i => sessions[i].ParticipantId, StringComparer.Ordinal).ThenBy(i => sessions[i].SessionId, StringComparer.Ordinal)];
        (Fold, TrainPeople, Sessions, Missing) = (fold, trainPeople, [.. order.Select(i => sessions[i])], missing);
        People = ValidationPeople.Of(Sessions);
        Matrix = judged?.Matrix.Arranged(People, order);
        BalancedAccuracy = judged is null ? double.NaN : (judged.PositivesRight + judged.NegativesRight) / (2.0 * judged.Matrix.Pairs);
    }

    /// <summary>The fold.</summary>
    public FoldIndex Fold { get; }

    /// <summary>People whom its networks learned from.</summary>
    public int TrainPeople { get; }

    /// <summary>The sessions, sorted by participant and session.</summary>
    public ImmutableArray<ScoredSession> Sessions { get; }

    /// <summary>Why they cannot be judged; null when they can.</summary>
    public string? Missing { get; }

    internal ValidationPeople People { get; }

    internal PairMatrix? Matrix { get; }

    internal double BalancedAccuracy { get; }

    /// <summary>Judges a fold by scores in which nobody of it had a part.</summary>
    /// <param name="fold">The fold.</param>
    /// <param name="trainPeople">People who were learned from.</param>
    /// <param name="sessions">The sessions.</param>
    /// <param name="scores">Score of each; above 0 it is called class 1.</param>
    internal static ValidationFold OfScores(FoldIndex fold, int trainPeople, ImmutableArray<ScoredSession> sessions, double[] scores)
    {
        var people = ValidationPeople.Of(sessions);
        var judged = new JudgedPairs(
            PairMatrix.Of(people, scores),
            0,
            0,
            people.Positives.Count(session => scores[session] > 0) * people.Negatives.Length,
            people.Negatives.Count(session => scores[session] <= 0) * people.Positives.Length);
        return new ValidationFold(fold, trainPeople, sessions, judged, null);
    }

    /// <summary>Judges a fold.</summary>
    /// <param name="plan">The plan of the run.</param>
    /// <param name="spec">What was trained, a classifier, and how slices are combined.</param>
    /// <param name="fold">The fold.</param>
    /// <param name="selection">How epochs are chosen.</param>
    /// <param name="outcomes">Outcomes of the fold's units, in any order; units that failed are not among them.</param>
    public static ValidationFold Of(RunPlan plan, RunSpec spec, FoldPlan fold, Selection selection, IReadOnlyCollection<UnitPredictions> outcomes)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(fold);
        ArgumentNullException.ThrowIfNull(outcomes);
        var answers = FoldAnswers.Of(plan, spec.NetworkType, fold, outcomes);
        var (judged, missing) = answers.LeavePairOut(spec.Vote, selection);
        return new ValidationFold(fold.Fold, fold.Train.Select(session => plan.Images[session.Image].ParticipantId).Distinct().Count(), answers.Sessions, judged, missing);
    }
}
