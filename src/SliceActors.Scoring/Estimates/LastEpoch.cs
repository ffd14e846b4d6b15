using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Estimates;

/// <summary>What networks said after their last epoch, all slices with equal weights: a pure function of a fold's outcomes.</summary>
public static class LastEpoch
{
    /// <summary>The answers of a fold on its validation set, in the order of its table.</summary>
    /// <param name="plan">The plan of the run.</param>
    /// <param name="networkType">What was trained.</param>
    /// <param name="fold">The fold.</param>
    /// <param name="outcomes">Outcomes of its units, in any order; units that failed are not among them.</param>
    /// <returns>Empty for an autoencoder, which classifies nobody, and where the answers are not known.</returns>
    public static ImmutableArray<LastEpochRow> Of(RunPlan plan, NetworkType networkType, FoldIndex fold, IReadOnlyCollection<UnitPredictions> outcomes)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(outcomes);
        if (networkType == NetworkType.Autoencoder)
        {
            return [];
        }

        var answers = FoldAnswers.Of(plan, networkType, plan.FoldOf(fold), outcomes);
        return Missing(answers) is null ? Of(answers) : [];
    }

    /// <summary>Why the answers are not known; null when they are.</summary>
    internal static string? Missing(FoldAnswers fold) =>
        fold.Missing ?? (fold.Answers!.Networks.All(network => network.IsUsable(network.Epochs - 1)) ? null : "predictions of a last epoch are no numbers");

    /// <summary>The answers, where they are known.</summary>
    internal static ImmutableArray<LastEpochRow> Of(FoldAnswers fold) => [.. fold.Sessions.Select((session, i) =>
    {
        var (sum0, sum1, ones) = Sums(fold.Answers!, i);
        var (called, slices) = (sum1 > sum0 ? 1 : 0, fold.Answers!.Slices);
        return new LastEpochRow(
            new ImageLevelRow(session.ParticipantId, session.SessionId, session.TrueLabel, called, sum0 / slices, sum1 / slices),
            (double)(called == 1 ? slices - ones : ones) / slices);
    })];

    // The sums of both probabilities, and the number of slices that are called 1.
    private static (double Sum0, double Sum1, int Ones) Sums(ValidationAnswers answers, int session)
    {
        var (sum0, sum1, ones) = (0.0, 0.0, 0);
        foreach (var network in answers.Networks)
        {
            for (var slice = 0; slice < network.Slices; slice++)
            {
                var (zero, one) = (network.Probability(network.Epochs - 1, session, slice, 0), network.Probability(network.Epochs - 1, session, slice, 1));
                sum0 += zero;
                sum1 += one;
                ones += one > zero ? 1 : 0;
            }
        }

        return (sum0, sum1, ones);
    }
}
