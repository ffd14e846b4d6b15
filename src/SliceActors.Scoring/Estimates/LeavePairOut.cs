using SliceActors.Runs.Specs;
using SliceActors.Scoring.Measures;
using SliceActors.Scoring.Votes;

namespace SliceActors.Scoring.Estimates;

/// <summary>
/// Judges a vote by people that it was not made with. The networks never saw the validation set, but the best epoch of each and the weight of each slice are
/// chosen on it. So, for every pair of a session of class 1 and one of class 0, all sessions of these two people are left out, epochs and weights are chosen on
/// the rest by the documented rule, and the two are scored by that one vote. One of each class has to be left out: the rest of a leave-one-out has fewer people
/// of the one class, and the choice leans against it (cross-validation by pairs: Airola et al., "An experimental comparison of cross-validation techniques for
/// estimating the area under the ROC curve", Computational Statistics and Data Analysis 2011). Scores of different pairs are never compared.
/// </summary>
internal sealed class LeavePairOut
{
    private readonly ValidationAnswers answers;
    private readonly ValidationPeople people;
    private readonly VoteSpec vote;
    private readonly Selection selection;
    private readonly LeftOut left;
    private readonly int[] epochs; // of each network
    private readonly long[] votes; // of each slice

    private LeavePairOut(ValidationAnswers answers, VoteSpec vote, Selection selection)
    {
        (this.answers, people, this.vote, this.selection) = (answers, answers.People, vote, selection);
        (left, epochs, votes) = (new LeftOut(people), new int[answers.Networks.Length], new long[answers.Slices]);
    }

    /// <summary>Judges all pairs.</summary>
    /// <param name="answers">What the networks said; each has an epoch whose answers are numbers.</param>
    /// <param name="vote">How slices are combined.</param>
    /// <param name="selection">How epochs are chosen.</param>
    public static JudgedPairs Judge(ValidationAnswers answers, VoteSpec vote, Selection selection) => new LeavePairOut(answers, vote, selection).Judge();

    private JudgedPairs Judge()
    {
        var matrix = new PairMatrix(people);
        var (skipped, equal, positivesRight, negativesRight) = (0, 0, 0, 0);
        for (var row = 0; row < people.Positives.Length; row++)
        {
            for (var column = 0; column < people.Negatives.Length; column++)
            {
                var (positive, negative) = (people.Positives[row], people.Negatives[column]);
                if (!left.Leave(positive, negative))
                {
                    skipped++;
                    continue;
                }

                equal += Choose() ? 0 : 1;
                var (positiveScore, positiveCalled) = Score(positive);
                var (negativeScore, negativeCalled) = Score(negative);
                matrix.Compare(row, column, positiveScore, negativeScore);
                positivesRight += positiveCalled;
                negativesRight += 1 - negativeCalled;
            }
        }

        return new JudgedPairs(matrix, skipped, equal, positivesRight, negativesRight);
    }

    /// <summary>Chooses the epoch of each network and the votes of each slice.</summary>
    /// <returns>Whether any slice passes the threshold; else all have one vote.</returns>
    private bool Choose()
    {
        var (position, any) = (0, false);
        for (var n = 0; n < epochs.Length; n++)
        {
            var network = answers.Networks[n];
            var epoch = network.Best(selection, left);
            epochs[n] = epoch;
            for (var slice = 0; slice < network.Slices; slice++)
            {
                var (positivesRight, negativesRight) = (network.Right(epoch, slice, 1, left.Sessions), network.Right(epoch, slice, 0, left.Sessions));
                var counts = new ConfusionCounts(positivesRight, negativesRight, left.Negatives - negativesRight, left.Positives - positivesRight);
                votes[position] = SliceVote.Weigh(counts, vote).Votes;
                any |= votes[position] > 0;
                position++;
            }
        }

        if (!any)
        {
            Array.Fill(votes, 1);
        }

        return any;
    }

    /// <summary>Weighted mean of a session's probabilities of class 1, and what it is called: 1 when its sum is the larger one.</summary>
    private (double Score, int Called) Score(int session)
    {
        var (sum0, sum1, sum, position) = (0.0, 0.0, 0L, 0);
        for (var n = 0; n < epochs.Length; n++)
        {
            var network = answers.Networks[n];
            for (var slice = 0; slice < network.Slices; slice++, position++)
            {
                sum0 += (double)votes[position] * network.Probability(epochs[n], session, slice, 0);
                sum1 += (double)votes[position] * network.Probability(epochs[n], session, slice, 1);
                sum += votes[position];
            }
        }

        return (sum1 / sum, sum1 > sum0 ? 1 : 0);
    }
}
