using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Scoring.Folds;

namespace SliceActors.Scoring.Predictions;

/// <summary>
/// Finite weights and finite slices can still give an answer that is not a number, where a value on the way becomes too large. Such an answer reaches no table.
/// </summary>
public static class AnswerCheck
{
    /// <summary>Looks at the answers of one network.</summary>
    /// <param name="modelFile">The network.</param>
    /// <param name="slices">The slices that it saw of each session.</param>
    /// <param name="sessions">The sessions.</param>
    /// <param name="answers">Item t is slice t mod n of session t div n.</param>
    /// <returns>What is wrong, naming network and image; null when nothing is.</returns>
    public static Finding? Of(string modelFile, SliceRange slices, ImmutableArray<ScoredSession> sessions, SetPredictions answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var wrong = Enumerable.Range(0, answers.Proba0.Length).Where(item => !float.IsFinite(answers.Proba0[item]) || !float.IsFinite(answers.Proba1[item])).ToList();
        if (wrong.Count == 0)
        {
            return null;
        }

        var session = sessions[wrong[0] / slices.Count];
        return new Finding(
            modelFile,
            null,
            $"its answer to slice {slices.At(wrong[0] % slices.Count)} of {session.ParticipantId} {session.SessionId} is not a number ({wrong.Count} of {answers.Proba0.Length} answers are not)",
            "a network whose values stay finite on these images");
    }
}
