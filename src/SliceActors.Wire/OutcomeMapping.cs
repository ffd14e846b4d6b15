using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Google.Protobuf;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;
using P = SliceActors.Wire.Proto;

namespace SliceActors.Wire;

/// <summary>Reports and outcomes to their schema and back. Probabilities travel as raw little-endian float32.</summary>
internal static class OutcomeMapping
{
    public static P.EpochReport ToProto(this EpochReport report) => new()
    {
        Epoch = report.Epoch,
        TrainLoss = report.TrainLoss,
        TrainBalancedAccuracy = report.TrainBalancedAccuracy,
        ValidationLoss = report.ValidationLoss,
        ValidationBalancedAccuracy = report.ValidationBalancedAccuracy,
        Checkpoint = report.Checkpoint?.ToProto(),
    };

    public static EpochReport FromProto(this P.EpochReport proto) => new(
        proto.Epoch,
        proto.TrainLoss,
        proto.TrainBalancedAccuracy,
        proto.ValidationLoss,
        proto.ValidationBalancedAccuracy,
        proto.Checkpoint?.FromProto());

    public static P.UnitOutcome ToProto(this UnitPredictions outcome) => new()
    {
        Unit = outcome.Unit.ToProto(),
        EpochsTrained = outcome.EpochsTrained,
        Selections =
        {
            outcome.Selections.Select(selection => new P.SelectionOutcome
            {
                Selection = (int)selection.Selection,
                Epoch = selection.Epoch,
                ValidationLoss = selection.ValidationLoss,
                ValidationBalancedAccuracy = selection.ValidationBalancedAccuracy,
                Model = selection.Model.ToProto(),
                Train = ToProto(selection.Train),
                Validation = ToProto(selection.Validation),
            }),
        },
    };

    public static UnitPredictions FromProto(this P.UnitOutcome proto) => new(
        proto.Unit.FromProto(),
        proto.EpochsTrained,
        [
            .. proto.Selections.Select(selection => new SelectionOutcome(
                Bounds.Term<Selection>(selection.Selection),
                selection.Epoch,
                selection.ValidationLoss,
                selection.ValidationBalancedAccuracy,
                selection.Model.FromProto(),
                FromProto(selection.Train),
                FromProto(selection.Validation))),
        ]);

    public static P.BestEpoch ToProto(this BestEpoch best) => new()
    {
        Selection = (int)best.Selection,
        Epoch = best.Epoch,
        ValidationLoss = best.ValidationLoss,
        ValidationBalancedAccuracy = best.ValidationBalancedAccuracy,
        Model = best.Model.ToProto(),
    };

    public static BestEpoch FromProto(this P.BestEpoch proto) =>
        new(Bounds.Term<Selection>(proto.Selection), proto.Epoch, proto.ValidationLoss, proto.ValidationBalancedAccuracy, proto.Model.FromProto());

    public static P.OutcomeKey ToProto(this OutcomeKey key) =>
        new() { Unit = key.Unit.ToProto(), EpochsTrained = key.EpochsTrained, Models = PlanMapping.Hex(key.Models) };

    public static OutcomeKey FromProto(this P.OutcomeKey proto) => new(proto.Unit.FromProto(), proto.EpochsTrained, PlanMapping.Hex(proto.Models));

    public static P.FoldSummary ToProto(this FoldSummary summary) => new()
    {
        Fold = summary.Fold.Value,
        Results =
        {
            summary.Results.Select(result => new P.ImageLevelResult
            {
                Selection = (int)result.Selection,
                Subset = (int)result.Subset,
                Accuracy = result.Metrics.Accuracy,
                BalancedAccuracy = result.Metrics.BalancedAccuracy,
                Sensitivity = result.Metrics.Sensitivity,
                Specificity = result.Metrics.Specificity,
                PositivePredictiveValue = result.Metrics.PositivePredictiveValue,
                NegativePredictiveValue = result.Metrics.NegativePredictiveValue,
                Probabilities = ToProto(result.Probabilities),
            }),
        },
        MissingSlices = { summary.MissingSlices.Select(slice => slice.Value) },
        Warnings = { summary.Warnings },
        Estimate = summary.Estimate?.ToProto(),
    };

    public static FoldSummary FromProto(this P.FoldSummary proto) => new(
        new FoldIndex(proto.Fold),
        [
            .. proto.Results.Select(result => new ImageLevelResult(
                Bounds.Term<Selection>(result.Selection),
                Bounds.Term<DataSubset>(result.Subset),
                new ClassificationMetrics(
                    result.Accuracy,
                    result.BalancedAccuracy,
                    result.Sensitivity,
                    result.Specificity,
                    result.PositivePredictiveValue,
                    result.NegativePredictiveValue),
                FromProto(result.Probabilities))),
        ],
        [.. proto.MissingSlices.Select(slice => new SliceIndex(slice))],
        [.. proto.Warnings])
    {
        Estimate = proto.Estimate?.FromProto(),
    };

    private static P.ProbabilityMetrics? ToProto(ProbabilityMetrics? metrics) => metrics is not { } known ? null : new()
    {
        Auc = ToProto(known.Auc),
        AveragePrecision = ToProto(known.AveragePrecision),
        BrierScore = ToProto(known.BrierScore),
        ExpectedCalibrationError = ToProto(known.ExpectedCalibrationError),
    };

    private static ProbabilityMetrics? FromProto(P.ProbabilityMetrics? proto) => proto is null ? null : new(
        FromProto(proto.Auc),
        FromProto(proto.AveragePrecision),
        FromProto(proto.BrierScore),
        FromProto(proto.ExpectedCalibrationError));

    private static P.MetricEstimate ToProto(MetricEstimate estimate) => new()
    {
        Value = estimate.Value,
        Lower = estimate.Lower,
        Upper = estimate.Upper,
        Resamples = estimate.Resamples,
    };

    private static MetricEstimate FromProto(P.MetricEstimate proto) => new(proto.Value, proto.Lower, proto.Upper, proto.Resamples);

    private static P.SetPredictions? ToProto(SetPredictions? predictions) => predictions is null ? null : new()
    {
        Proba0 = ByteString.CopyFrom(MemoryMarshal.AsBytes(predictions.Proba0.AsSpan())),
        Proba1 = ByteString.CopyFrom(MemoryMarshal.AsBytes(predictions.Proba1.AsSpan())),
        PredictedLabel = ByteString.CopyFrom(predictions.PredictedLabel.AsSpan()),
        TotalLoss = predictions.TotalLoss,
    };

    private static SetPredictions? FromProto(P.SetPredictions? proto)
    {
        if (proto is null)
        {
            return null;
        }

        Bounds.Alike(proto.Proba0.Length, proto.PredictedLabel.Length * sizeof(float), "bytes of probabilities");
        Bounds.Alike(proto.Proba1.Length, proto.PredictedLabel.Length * sizeof(float), "bytes of probabilities");
        return new(Floats(proto.Proba0), Floats(proto.Proba1), ImmutableArray.Create(proto.PredictedLabel.Span), proto.TotalLoss);
    }

    private static ImmutableArray<float> Floats(ByteString bytes) => ImmutableArray.Create(MemoryMarshal.Cast<byte, float>(bytes.Span));
}
