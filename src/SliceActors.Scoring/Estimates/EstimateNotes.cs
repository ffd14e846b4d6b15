using SliceActors.Runs.Outcomes;

namespace SliceActors.Scoring.Estimates;

/// <summary>What a reader of figures has to know beside them.</summary>
public static class EstimateNotes
{
    /// <summary>One sentence for each thing: folds without figures, and what the figures are not free of.</summary>
    public static IEnumerable<string> Of(RunEstimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        return Missing(estimate).Concat(Of(estimate.Caveats));
    }

    /// <summary>The folds without figures, by reason.</summary>
    public static IEnumerable<string> Missing(RunEstimate estimate)
    {
        ArgumentNullException.ThrowIfNull(estimate);
        return estimate.Missing.GroupBy(fold => fold.Reason, fold => fold.Fold)
            .Select(reason => $"Not available in {(reason.Count() == 1 ? "fold" : "folds")} {string.Join(", ", reason)}: {reason.Key}.");
    }

    /// <summary>What figures are not free of, whatever was left out.</summary>
    public static IEnumerable<string> Of(EstimateCaveats caveats)
    {
        if (caveats.HasFlag(EstimateCaveats.EarlyStopping))
        {
            yield return "No figure is free of selection: early stopping looked at the validation set (--patience).";
        }

        if (caveats.HasFlag(EstimateCaveats.TransferSource))
        {
            yield return "No figure is free of selection if the networks that these started from saw people of the validation set.";
        }

        if (caveats.HasFlag(EstimateCaveats.LeakedParticipants))
        {
            yield return "Participants of a validation set were trained on (leakage.tsv).";
        }
    }
}
