using SliceActors.Runs.Specs;

namespace SliceActors.Scoring.Estimates;

/// <summary>
/// Judges each slice of a network by its own answers, as <see cref="LeavePairOut"/> judges the vote: for every pair the epoch of the network is chosen on the rest. There is no weight to choose.
/// </summary>
internal static class SlicesAlone
{
    /// <summary>Judges all pairs.</summary>
    /// <param name="network">What the network said; it has an epoch whose answers are numbers.</param>
    /// <param name="people">Who was asked.</param>
    /// <param name="selection">How epochs are chosen.</param>
    /// <returns>The pairs of each slice that the network sees.</returns>
    public static JudgedPairs[] Judge(NetworkAnswers network, ValidationPeople people, Selection selection)
    {
        var matrices = new PairMatrix[network.Slices];
        for (var slice = 0; slice < matrices.Length; slice++)
        {
            matrices[slice] = new PairMatrix(people);
        }

        var (positivesRight, negativesRight) = (new int[network.Slices], new int[network.Slices]);
        var (left, skipped) = (new LeftOut(people), 0);
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

                var epoch = network.Best(selection, left);
                for (var slice = 0; slice < matrices.Length; slice++)
                {
                    matrices[slice].Compare(row, column, network.Probability(epoch, positive, slice, 1), network.Probability(epoch, negative, slice, 1));
                    positivesRight[slice] += network.IsRight(epoch, positive, slice) ? 1 : 0;
                    negativesRight[slice] += network.IsRight(epoch, negative, slice) ? 1 : 0;
                }
            }
        }

        return [.. matrices.Select((matrix, slice) => new JudgedPairs(matrix, skipped, 0, positivesRight[slice], negativesRight[slice]))];
    }
}
