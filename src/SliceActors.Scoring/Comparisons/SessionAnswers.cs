using SliceActors.Scoring.Estimates;

namespace SliceActors.Scoring.Comparisons;

/// <summary>What a result says of each session of a set.</summary>
/// <param name="Scores">Probability of class 1.</param>
/// <param name="Called">The class that it is put into.</param>
internal sealed record SessionAnswers(double[] Scores, int[] Called)
{
    /// <summary>Mean of sensitivity and specificity.</summary>
    /// <param name="people">The sessions; both classes occur.</param>
    /// <param name="draws">How often each participant counts.</param>
    public double BalancedAccuracy(ValidationPeople people, int[] draws)
    {
        return (Share(people.Positives, 1) + Share(people.Negatives, 0)) / 2;

        double Share(int[] sessions, int label)
        {
            var (right, all) = (0, 0);
            foreach (var session in sessions)
            {
                var weight = draws[people.Participants[session]];
                right += Called[session] == label ? weight : 0;
                all += weight;
            }

            return (double)right / all;
        }
    }
}
