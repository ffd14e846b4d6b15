using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using SliceActors.Runs.Specs;

namespace SliceActors.Scoring.Estimates;

/// <summary>
/// What one network answered on the validation set after every epoch, counted once so that its best epoch on all but a few sessions is found without looking
/// at the others again.
/// </summary>
internal sealed class NetworkAnswers
{
    private readonly ImmutableArray<float> probabilities; // [epochs, sessions, slices, 2]
    private readonly int[] labels;
    private readonly bool[] isUsable;
    private readonly double[] losses; // [sessions, slices, epochs]
    private readonly int[] right; // [sessions, epochs]: slices that are right
    private readonly int[] rightOfSlice; // [2 classes, slices, epochs]: sessions that are right
    private readonly int[] rightOfClass; // [2 classes, epochs]
    private readonly double[] sessionLoss; // [sessions, epochs]
    private readonly double[] allLoss; // [epochs]
    private readonly double[] slack; // [epochs]: more than rounding can do to a sum of losses

    /// <summary>Counts answers.</summary>
    /// <param name="slices">Slices that the network sees of each session.</param>
    /// <param name="epochs">Epochs that were trained.</param>
    /// <param name="probabilities">[epochs, sessions, slices, 2], class 0 before class 1.</param>
    /// <param name="labels">Class of each session, 0 or 1.</param>
    public NetworkAnswers(int slices, int epochs, ImmutableArray<float> probabilities, int[] labels)
    {
        (Slices, Epochs, this.probabilities, this.labels) = (slices, epochs, probabilities, labels);
        var sessions = labels.Length;
        (isUsable, losses, right) = (new bool[epochs], new double[sessions * slices * epochs], new int[sessions * epochs]);
        (rightOfSlice, rightOfClass) = (new int[2 * slices * epochs], new int[2 * epochs]);
        (sessionLoss, allLoss, slack) = (new double[sessions * epochs], new double[epochs], new double[epochs]);
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            isUsable[epoch] = AreNumbers(probabilities.AsSpan(epoch * sessions * slices * 2, sessions * slices * 2));
            for (var session = 0; session < sessions; session++)
            {
                for (var slice = 0; slice < slices; slice++)
                {
                    Count(epoch, session, slice);
                }
            }
        }
    }

    /// <summary>Slices that the network sees of each session.</summary>
    public int Slices { get; }

    /// <summary>Epochs that were trained.</summary>
    public int Epochs { get; }

    /// <summary>Whether there is an epoch that may be chosen: one whose answers are numbers.</summary>
    public bool HasUsableEpoch => Array.Exists(isUsable, usable => usable);

    /// <summary>Whether all answers of an epoch are numbers.</summary>
    public bool IsUsable(int epoch) => isUsable[epoch];

    /// <summary>Probability of a class.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public float Probability(int epoch, int session, int slice, int label) =>
        probabilities[(((((epoch * labels.Length) + session) * Slices) + slice) * 2) + label];

    /// <summary>How many of the sessions of a class, without those left out, a slice has right.</summary>
    public int Right(int epoch, int slice, int label, ReadOnlySpan<int> leftOut)
    {
        var count = rightOfSlice[(((label * Slices) + slice) * Epochs) + epoch];
        foreach (var session in leftOut)
        {
            count -= labels[session] == label && IsRight(epoch, session, slice) ? 1 : 0;
        }

        return count;
    }

    /// <summary>The epoch that is chosen on all but those left out.</summary>
    /// <param name="selection">How.</param>
    /// <param name="left">Who is left out; sessions of both classes remain.</param>
    public int Best(Selection selection, LeftOut left) =>
        selection == Selection.BestLoss ? BestByLoss(left.Sessions) : BestByBalancedAccuracy(left.Sessions, left.Positives, left.Negatives);

    /// <summary>Whether the answer is right: class 1 needs the larger probability; a tie is class 0.</summary>
    public bool IsRight(int epoch, int session, int slice) =>
        (Probability(epoch, session, slice, 1) > Probability(epoch, session, slice, 0) ? 1 : 0) == labels[session];

    /// <summary>The first epoch with the greatest balanced accuracy over all slices of the sessions that are not left out, compared in whole numbers.</summary>
    /// <param name="leftOut">Sessions that do not count.</param>
    /// <param name="positives">Sessions of class 1 that do, at least 1.</param>
    /// <param name="negatives">Sessions of class 0 that do, at least 1.</param>
    private int BestByBalancedAccuracy(ReadOnlySpan<int> leftOut, int positives, int negatives)
    {
        var (best, most) = (-1, -1L);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            if (!isUsable[epoch])
            {
                continue;
            }

            var (negativesRight, positivesRight) = (rightOfClass[epoch], rightOfClass[Epochs + epoch]);
            foreach (var session in leftOut)
            {
                if (labels[session] == 1)
                {
                    positivesRight -= right[(session * Epochs) + epoch];
                }
                else
                {
                    negativesRight -= right[(session * Epochs) + epoch];
                }
            }

            var score = ((long)positivesRight * negatives) + ((long)negativesRight * positives);
            if (score > most)
            {
                (best, most) = (epoch, score);
            }
        }

        return best;
    }

    /// <summary>
    /// The first epoch with the least mean cross-entropy over all slices of the sessions that are not left out, as if summed in the order of the table: what is
    /// left of the sum of all only says which epochs come into question; where that is more than one, these are summed.
    /// </summary>
    /// <param name="leftOut">Sessions that do not count.</param>
    private int BestByLoss(ReadOnlySpan<int> leftOut)
    {
        var least = double.PositiveInfinity;
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            if (isUsable[epoch] && Remaining(epoch, leftOut) is var rest && rest + slack[epoch] < least)
            {
                least = rest + slack[epoch];
            }
        }

        var (best, bestLoss) = (-1, double.NaN);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            // Nothing can be said of what remains of an infinite sum: it comes into question.
            if (!isUsable[epoch] || Remaining(epoch, leftOut) - slack[epoch] > least)
            {
                continue;
            }

            if (best < 0)
            {
                best = epoch;
                continue;
            }

            bestLoss = double.IsNaN(bestLoss) ? MeanLoss(best, leftOut) : bestLoss;
            if (MeanLoss(epoch, leftOut) is var loss && loss < bestLoss)
            {
                (best, bestLoss) = (epoch, loss);
            }
        }

        return best;
    }

    private double Remaining(int epoch, ReadOnlySpan<int> leftOut)
    {
        var rest = allLoss[epoch];
        foreach (var session in leftOut)
        {
            rest -= sessionLoss[(session * Epochs) + epoch];
        }

        return rest;
    }

    private double MeanLoss(int epoch, ReadOnlySpan<int> leftOut)
    {
        var sum = 0.0;
        for (var session = 0; session < labels.Length; session++)
        {
            if (leftOut.Contains(session))
            {
                continue;
            }

            for (var slice = 0; slice < Slices; slice++)
            {
                sum += losses[(((session * Slices) + slice) * Epochs) + epoch];
            }
        }

        return sum / ((labels.Length - leftOut.Length) * Slices);
    }

    private void Count(int epoch, int session, int slice)
    {
        if (IsRight(epoch, session, slice))
        {
            var label = labels[session];
            right[(session * Epochs) + epoch]++;
            rightOfSlice[(((label * Slices) + slice) * Epochs) + epoch]++;
            rightOfClass[(label * Epochs) + epoch]++;
        }

        var loss = -Math.Log((double)Probability(epoch, session, slice, labels[session]));
        losses[(((session * Slices) + slice) * Epochs) + epoch] = loss;
        sessionLoss[(session * Epochs) + epoch] += loss;
        allLoss[epoch] += loss;

        // n additions are off by at most n/2⁵³ of the sum of the terms' sizes, here for the whole, its parts and the sum that is compared with.
        slack[epoch] += Math.Abs(loss) * labels.Length * Slices / (1L << 50);
    }

    private static bool AreNumbers(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (float.IsNaN(value))
            {
                return false;
            }
        }

        return true;
    }
}
