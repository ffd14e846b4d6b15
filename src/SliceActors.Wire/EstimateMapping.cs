using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using P = SliceActors.Wire.Proto;

namespace SliceActors.Wire;

/// <summary>Figures of a fold's validation set to their schema and back.</summary>
internal static class EstimateMapping
{
    private const EstimateCaveats AllCaveats = EstimateCaveats.EarlyStopping | EstimateCaveats.TransferSource | EstimateCaveats.LeakedParticipants;

    public static P.FoldEstimate ToProto(this FoldEstimate estimate) => new()
    {
        Figures = { estimate.Figures.Select(ToProto) },
        Positives = estimate.Positives,
        Negatives = estimate.Negatives,
        Caveats = (int)estimate.Caveats,
    };

    public static FoldEstimate FromProto(this P.FoldEstimate proto) => new(
        [.. proto.Figures.Select(FromProto)],
        proto.Positives,
        proto.Negatives,
        (EstimateCaveats)Bounds.Within(proto.Caveats, 0, (int)AllCaveats, "caveats"));

    private static P.FoldFigures ToProto(FoldFigures figures)
    {
        var proto = new P.FoldFigures
        {
            Kind = (int)figures.Kind,
            Auc = figures.Auc,
            AucVariance = figures.AucVariance,
            Sensitivity = figures.Sensitivity,
            Specificity = figures.Specificity,
            Pairs = figures.Pairs,
            SkippedPairs = figures.SkippedPairs,
            EqualWeightPairs = figures.EqualWeightPairs,
        };
        if (figures.Selection is { } selection)
        {
            proto.Selection = (int)selection;
        }

        if (figures.Missing is { } reason)
        {
            proto.Missing = reason;
        }

        if (figures.Probabilities is { } probabilities)
        {
            proto.Probabilities = new P.ProbabilityFigures
            {
                AveragePrecision = ToProto(probabilities.AveragePrecision),
                BrierScore = ToProto(probabilities.BrierScore),
                CalibrationIntercept = ToProto(probabilities.CalibrationIntercept),
                CalibrationSlope = ToProto(probabilities.CalibrationSlope),
            };
        }

        return proto;
    }

    private static P.EstimatedFigure ToProto(EstimatedFigure figure) => new() { Value = figure.Value, Variance = figure.Variance };

    private static FoldFigures FromProto(P.FoldFigures proto) => new(
        Bounds.Term<EstimateKind>(proto.Kind),
        proto.HasSelection ? Bounds.Term<Selection>(proto.Selection) : null,
        proto.Auc,
        proto.AucVariance,
        proto.Sensitivity,
        proto.Specificity,
        proto.Pairs,
        proto.SkippedPairs,
        proto.EqualWeightPairs,
        proto.HasMissing ? proto.Missing : null)
    {
        Probabilities = proto.Probabilities is { } probabilities
            ? new ProbabilityFigures(
                FromProto(probabilities.AveragePrecision),
                FromProto(probabilities.BrierScore),
                FromProto(probabilities.CalibrationIntercept),
                FromProto(probabilities.CalibrationSlope))
            : null,
    };

    private static EstimatedFigure FromProto(P.EstimatedFigure? proto) => proto is null ? EstimatedFigure.None : new EstimatedFigure(proto.Value, proto.Variance);
}
