using System.Collections.Immutable;
using SliceActors.Scoring.Folds;

namespace SliceActors.Scoring.Estimates;

/// <summary>The sessions of a validation set by participant and class.</summary>
/// <param name="Labels">Class of each session, 0 or 1.</param>
/// <param name="Participants">Participant of each session, 0 … n − 1.</param>
/// <param name="Sessions">Sessions of each participant, ascending.</param>
/// <param name="Positives">Sessions of class 1, ascending.</param>
/// <param name="Negatives">Sessions of class 0, ascending.</param>
internal sealed record ValidationPeople(int[] Labels, int[] Participants, int[][] Sessions, int[] Positives, int[] Negatives)
{
    /// <summary>Sorts sessions.</summary>
    /// <param name="sessions">Sessions, each with a class.</param>
    public static ValidationPeople Of(ImmutableArray<ScoredSession> sessions)
    {
        var ranks = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var session in sessions)
        {
            ranks.TryAdd(session.ParticipantId, ranks.Count);
        }

        int[] participants = [.. sessions.Select(session => ranks[session.ParticipantId])];
        return new ValidationPeople(
            [.. sessions.Select(session => session.TrueLabel!.Value)],
            participants,
            [.. Enumerable.Range(0, ranks.Count).Select(participant => SessionsWhere(i => participants[i] == participant))],
            SessionsWhere(i => sessions[i].TrueLabel == 1),
            SessionsWhere(i => sessions[i].TrueLabel == 0));

        int[] SessionsWhere(Func<int, bool> isOne) => [.. Enumerable.Range(0, sessions.Length).Where(isOne)];
    }

    /// <summary>Number of people with a session of a class.</summary>
    public int Count(int label) => (label == 1 ? Positives : Negatives).Select(session => Participants[session]).Distinct().Count();
}
