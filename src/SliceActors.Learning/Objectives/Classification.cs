using System.Collections.Immutable;
using System.Runtime.InteropServices;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Networks;
using SliceActors.Runs.Outcomes;
using SliceActors.Scoring.Measures;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SliceActors.Learning.Objectives;

/// <summary>Telling class 1 from class 0. Loss: cross-entropy of the two logits, summed over a batch.</summary>
internal sealed class Classification : Objective
{
    /// <inheritdoc/>
    public override bool HasBalancedAccuracy => true;

    /// <inheritdoc/>
    public override string AnswerTerm => "logits";

    /// <inheritdoc/>
    public override string Requirement => "a network that takes float32 [batch, 1 or 3, 224, 224] and gives logits [batch, 2]";

    /// <inheritdoc/>
    public override long[] AnswerShape(SliceNetwork network, int batch) => [batch, SliceNetwork.Classes];

    /// <inheritdoc/>
    public override SliceNetwork Build(Networks.Architecture architecture, NetworkOptions options, ulong seed) =>
        NetworkFactory.Build(architecture, options, seed);

    /// <inheritdoc/>
    public override Tensor Loss(Tensor output, Tensor images, Tensor labels) => functional.cross_entropy(output, labels, reduction: Reduction.Sum);

    /// <inheritdoc/>
    public override IAnswers Collect(ImmutableArray<byte> labels, Device device) => new Predictions(labels, device);

    /// <summary>Batches trained before the evaluation, less one inside an epoch: so ClinicaDL counts for its classifiers.</summary>
    /// <inheritdoc/>
    public override long GlobalStep(EpochSchedule schedule, int epoch, int batch) =>
        ((long)epoch * schedule.Batches) + (schedule.IsLast(batch) ? schedule.Batches : batch);

    private sealed class Predictions(ImmutableArray<byte> labels, Device device) : IAnswers
    {
        private readonly Tensor logits = empty([labels.Length, SliceNetwork.Classes], device: device);

        public void Add(int first, Tensor images, Tensor output) => logits.narrow(0, first, output.shape[0]).copy_(output);

        public EpochScore Score(int items) => Judge(items).Score;

        public SetEvaluation Evaluate()
        {
            using var scope = NewDisposeScope();
            var (score, total, predicted) = Judge(labels.Length);
            var probabilities = logits.softmax(1).t().ToFloats();
            return new SetEvaluation(
                score,
                new SetPredictions(
                    [.. probabilities.AsSpan(0, labels.Length)],
                    [.. probabilities.AsSpan(labels.Length)],
                    ImmutableCollectionsMarshal.AsImmutableArray(predicted),
                    total));
        }

        private (EpochScore Score, double TotalLoss, byte[] Predicted) Judge(int items)
        {
            using var scope = NewDisposeScope();
            var answers = logits.narrow(0, 0, items);
            var classes = tensor(labels.Take(items).Select(label => (long)label).ToArray(), device: logits.device);
            var losses = functional.cross_entropy(answers, classes, reduction: Reduction.None).ToFloats();
            var scores = answers.ToFloats();
            var predicted = new byte[items];
            var total = 0.0;
            for (var item = 0; item < items; item++)
            {
                predicted[item] = scores[(2 * item) + 1] > scores[2 * item] ? (byte)1 : (byte)0;
                total += losses[item];
            }

            return (new EpochScore(total / items, Metrics.Of(labels.AsSpan(0, items), predicted).BalancedAccuracy), total, predicted);
        }
    }
}
