using System.Collections.Immutable;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Folds;

namespace SliceActors.Scoring.Estimates;

/// <summary>What the networks of a fold said of its validation set, or why that is not known.</summary>
/// <param name="Sessions">The set, in the order of its table.</param>
/// <param name="People">Who they are of.</param>
/// <param name="Answers">What was said after every epoch; null when it is not known.</param>
/// <param name="Missing">Why it is not; null when it is.</param>
internal sealed record FoldAnswers(ImmutableArray<ScoredSession> Sessions, ValidationPeople People, ValidationAnswers? Answers, string? Missing)
{
    /// <summary>Why there is no figure of a network that never said a number.</summary>
    public const string NoUsableEpoch = "a network has no epoch whose predictions are numbers";

    /// <summary>Why there is no figure where every pair takes the last people of a class away.</summary>
    public const string NoPair = "no pair leaves people of both classes";

    /// <summary>Why no pair can be judged, whatever the networks said; null when some may.</summary>
    public string? MissingPairs
    {
        get
        {
            var missing = Missing;
            foreach (var label in (int[])[0, 1])
            {
                missing ??= People.Count(label) < 2 ? $"fewer than two people of class {label}" : null;
            }

            return missing;
        }
    }

    /// <summary>Gathers the answers of the networks that finished.</summary>
    /// <param name="plan">The plan of the run.</param>
    /// <param name="networkType">What was trained.</param>
    /// <param name="fold">The fold.</param>
    /// <param name="outcomes">Outcomes of the fold's units, in any order; units that failed are not among them.</param>
    public static FoldAnswers Of(RunPlan plan, NetworkType networkType, FoldPlan fold, IReadOnlyCollection<UnitPredictions> outcomes)
    {
        ImmutableArray<ScoredSession> sessions = [.. fold.Validation.Select(session =>
            new ScoredSession(plan.Images[session.Image].ParticipantId, plan.Images[session.Image].SessionId, session.Label))];
        var people = ValidationPeople.Of(sessions);
        if (outcomes.Count == 0)
        {
            return new FoldAnswers(sessions, people, null, "no network finished");
        }

        var byUnit = outcomes.ToDictionary(outcome => outcome.Unit);
        ImmutableArray<(int Slices, UnitPredictions Outcome)> finished =
            [.. plan.UnitsOf(fold.Fold, networkType).Where(unit => byUnit.ContainsKey(unit.Id)).Select(unit => (unit.Slices.Count, byUnit[unit.Id]))];
        return finished.All(network => network.Outcome.ValidationByEpoch is { } kept && kept.Length == 2L * network.Outcome.EpochsTrained * sessions.Length * network.Slices)
            ? new FoldAnswers(sessions, people, new ValidationAnswers(sessions, finished.Select(network => (network.Slices, network.Outcome.EpochsTrained, network.Outcome.ValidationByEpoch!.Value))), null)
            : new FoldAnswers(sessions, people, null, "predictions of each epoch are not kept");
    }

    /// <summary>Judges the vote by leave-pair-out.</summary>
    /// <param name="vote">How slices are combined.</param>
    /// <param name="selection">How epochs are chosen.</param>
    /// <returns>The pairs, null when none can be judged, and why none counts, null when one does.</returns>
    public (JudgedPairs? Judged, string? Missing) LeavePairOut(VoteSpec vote, Selection selection)
    {
        var missing = MissingPairs ?? (Answers!.Networks.All(network => network.HasUsableEpoch) ? null : NoUsableEpoch);
        if (missing is not null)
        {
            return (null, missing);
        }

        var judged = Estimates.LeavePairOut.Judge(Answers!, vote, selection);
        return (judged, judged.Matrix.Pairs == 0 ? NoPair : null);
    }
}
