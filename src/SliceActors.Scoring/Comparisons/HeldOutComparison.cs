using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Scoring.Estimates;
using SliceActors.Scoring.Folds;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Comparisons;

/// <summary>Compares predictions of one set: DeLong's test of the AUC, McNemar's of the calls, the bootstrap of AUC and balanced accuracy.</summary>
public static class HeldOutComparison
{
    /// <summary>Compares two results on the sessions that both have.</summary>
    /// <param name="first">One result.</param>
    /// <param name="second">The other.</param>
    /// <param name="findings">Gets why they cannot be compared: sessions of different classes, or too few people.</param>
    /// <returns>Null when they cannot.</returns>
    public static Comparison? Of(HeldOutResult first, HeldOutResult second, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(findings);
        var others = second.Rows.ToDictionary(Key);
        List<(ImageLevelRow First, ImageLevelRow Second)> both =
        [
            .. first.Rows.Where(row => others.ContainsKey(Key(row)))
                .OrderBy(row => row.ParticipantId, StringComparer.Ordinal).ThenBy(row => row.SessionId, StringComparer.Ordinal).Select(row => (row, others[Key(row)])),
        ];
        if (SharedSessions.AreAlike(first.Source, both.Select(pair => Session(pair.First)), second.Source, both.Select(pair => Session(pair.Second)), findings))
        {
            var people = ValidationPeople.Of([.. both.Select(pair => Session(pair.First))]);
            if (people.Count(1) >= 2 && people.Count(0) >= 2)
            {
                return new Comparison(
                    first.Name, second.Name, 0, people.Count(1), people.Count(0), Differences(people, Answers(both.Select(pair => pair.First)), Answers(both.Select(pair => pair.Second))), Notes(first, second, both));
            }

            findings.Add(new Finding(
                second.Source,
                null,
                $"{people.Count(1)} people of class 1 and {people.Count(0)} of class 0 that {first.Source} has, too",
                "two or more people of each class that both have: the same participant_id and session_id"));
        }

        return null;
    }

    private static ImmutableArray<Difference> Differences(ValidationPeople people, SessionAnswers first, SessionAnswers second)
    {
        var (firstMatrix, secondMatrix) = (PairMatrix.Of(people, first.Scores), PairMatrix.Of(people, second.Scores));
        var bootstrapped = PairedBootstrap.Of(people, first, second);
        var (firstOnly, secondOnly) = (0, 0);
        foreach (var sessions in people.Sessions)
        {
            var more = sessions.Sum(session => Right(first, session) - Right(second, session));
            firstOnly += more > 0 ? 1 : 0;
            secondOnly += more < 0 ? 1 : 0;
        }

        return
        [
            PairedTests.DeLong(ComparedFigure.Auc, firstMatrix.Auc, secondMatrix.Auc, firstMatrix.Minus(secondMatrix).Variance()),
            bootstrapped.Single(difference => difference.Figure == ComparedFigure.BalancedAccuracy),
            PairedTests.McNemar(firstOnly, secondOnly),
            bootstrapped.Single(difference => difference.Figure == ComparedFigure.Auc),
        ];

        int Right(SessionAnswers answers, int session) => answers.Called[session] == people.Labels[session] ? 1 : 0;
    }

    private static ImmutableArray<string> Notes(HeldOutResult first, HeldOutResult second, List<(ImageLevelRow First, ImageLevelRow Second)> both)
    {
        var shared = both.Select(pair => Key(pair.First)).ToHashSet();
        return
        [
            .. from result in (HeldOutResult[])[first, second]
               let alone = result.Rows.Where(row => !shared.Contains(Key(row))).ToList()
               where alone.Count > 0
               select $"Left out, since only {result.Name} has them: {alone.Count} sessions of {alone.Select(row => row.ParticipantId).Distinct().Count()} people.",
        ];
    }

    private static SessionAnswers Answers(IEnumerable<ImageLevelRow> rows)
    {
        var all = rows.ToList();
        return new SessionAnswers([.. all.Select(row => row.Proba1)], [.. all.Select(row => row.PredictedLabel)]);
    }

    private static (string Participant, string Session) Key(ImageLevelRow row) => (row.ParticipantId, row.SessionId);

    private static ScoredSession Session(ImageLevelRow row) => new(row.ParticipantId, row.SessionId, row.TrueLabel);
}
