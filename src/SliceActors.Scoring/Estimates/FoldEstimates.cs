using System.Collections.Immutable;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Folds;
using SliceActors.Scoring.Rows;

namespace SliceActors.Scoring.Estimates;

/// <summary>What the validation set of a fold says of its vote: a pure function of the fold's outcomes.</summary>
public static class FoldEstimates
{
    /// <summary>Why there is no figure where a class is missing from the validation set.</summary>
    private const string OneClass = "the validation set has one class only";

    /// <summary>The figures of a fold.</summary>
    /// <param name="plan">The plan of the run.</param>
    /// <param name="spec">What was trained and how slices are combined.</param>
    /// <param name="result">The merged fold.</param>
    /// <param name="outcomes">The outcomes that it was merged from, in any order; units that failed are not among them.</param>
    /// <returns>Null for an autoencoder, which classifies nobody.</returns>
    public static FoldEstimate? Of(RunPlan plan, RunSpec spec, FoldResult result, IReadOnlyCollection<UnitPredictions> outcomes)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(outcomes);
        if (spec.NetworkType == NetworkType.Autoencoder)
        {
            return null;
        }

        var fold = plan.FoldOf(result.Summary.Fold);
        var answers = FoldAnswers.Of(plan, spec.NetworkType, fold, outcomes);
        var people = answers.People;
        return new FoldEstimate(
            [
                .. Enum.GetValues<Selection>().Select(selection => LeftOut(answers, spec.Vote, selection)),
                .. Enum.GetValues<Selection>().Select(selection => Documented(answers.Sessions, people, result, selection)),
                OfLastEpoch(answers),
            ],
            people.Count(1),
            people.Count(0),
            Caveats(spec, fold));
    }

    private static FoldFigures LeftOut(FoldAnswers answers, VoteSpec vote, Selection selection)
    {
        var (judged, missing) = answers.LeavePairOut(vote, selection);
        if (judged is null)
        {
            return FoldFigures.None(EstimateKind.LeavePairOut, selection, missing!);
        }

        var pairs = judged.Matrix.Pairs;
        return missing is not null
            ? FoldFigures.None(EstimateKind.LeavePairOut, selection, missing, judged.Skipped)
            : new FoldFigures(
                EstimateKind.LeavePairOut,
                selection,
                judged.Matrix.Auc,
                judged.Matrix.Variance(),
                (double)judged.PositivesRight / pairs,
                (double)judged.NegativesRight / pairs,
                pairs,
                judged.Skipped,
                judged.EqualWeights);
    }

    private static FoldFigures Documented(ImmutableArray<ScoredSession> sessions, ValidationPeople people, FoldResult result, Selection selection)
    {
        var set = result.Sets.FirstOrDefault(set => set.Selection == selection && set.Subset == DataSubset.Validation);
        if (set is null)
        {
            return FoldFigures.None(EstimateKind.SelectedOnSamePeople, selection, "no network finished");
        }

        var images = set.Images.ToDictionary(image => (image.ParticipantId, image.SessionId));
        ImageLevelRow[] rows = [.. sessions.Select(session => images[(session.ParticipantId, session.SessionId)])];
        return Plain(
            EstimateKind.SelectedOnSamePeople,
            selection,
            people,
            [.. rows.Select(row => row.Proba1)],
            [.. rows.Select(row => row.PredictedLabel)]);
    }

    private static FoldFigures OfLastEpoch(FoldAnswers answers)
    {
        if (LastEpoch.Missing(answers) is { } missing)
        {
            return FoldFigures.None(EstimateKind.LastEpoch, null, missing);
        }

        var images = LastEpoch.Of(answers).Select(row => row.Image).ToList();
        return Plain(EstimateKind.LastEpoch, null, answers.People, [.. images.Select(image => image.Proba1)], [.. images.Select(image => image.PredictedLabel)]);
    }

    /// <summary>Figures of one vote on all sessions.</summary>
    private static FoldFigures Plain(EstimateKind kind, Selection? selection, ValidationPeople people, double[] probabilities, int[] called)
    {
        if (people.Positives.Length == 0 || people.Negatives.Length == 0)
        {
            return FoldFigures.None(kind, selection, OneClass);
        }

        var set = SetFigures.OfProbabilities(people, probabilities, called);
        return new FoldFigures(kind, selection, set.Auc, set.AucVariance, set.Sensitivity, set.Specificity, people.Positives.Length * people.Negatives.Length, 0, 0)
        {
            Probabilities = set.Probabilities,
        };
    }

    private static EstimateCaveats Caveats(RunSpec spec, FoldPlan fold) =>
        (spec.Optimisation.Patience > 0 ? EstimateCaveats.EarlyStopping : EstimateCaveats.None)
        | (spec.Network.TransferDigest is not null ? EstimateCaveats.TransferSource : EstimateCaveats.None)
        | (fold.LeakedParticipants.IsEmpty ? EstimateCaveats.None : EstimateCaveats.LeakedParticipants);
}
