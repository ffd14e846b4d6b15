using System.Collections.Immutable;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Networks;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace SliceActors.Learning.Objectives;

/// <summary>
/// Reproducing the slice. Loss: mean squared error over all elements of a batch; of a set, over all elements of the set, so that an incomplete last batch
/// weighs what it holds.
/// </summary>
internal sealed class Reconstruction : Objective
{
    /// <inheritdoc/>
    public override bool HasBalancedAccuracy => false;

    /// <inheritdoc/>
    public override string AnswerTerm => "pictures";

    /// <inheritdoc/>
    public override string Requirement => "a convolutional part that can be mirrored: Conv2d, BatchNorm2d, ReLU, LeakyReLU and MaxPool2d";

    /// <inheritdoc/>
    public override long[] AnswerShape(SliceNetwork network, int batch) =>
        [batch, network.Architecture.InputChannels, SliceNetwork.InputSize, SliceNetwork.InputSize];

    /// <inheritdoc/>
    public override SliceNetwork Build(Networks.Architecture architecture, NetworkOptions options, ulong seed) =>
        NetworkFactory.BuildAutoencoder(architecture, options, seed);

    /// <inheritdoc/>
    public override Tensor Loss(Tensor output, Tensor images, Tensor labels) => functional.mse_loss(output, images.expand_as(output));

    /// <inheritdoc/>
    public override IAnswers Collect(ImmutableArray<byte> labels, Device device) => new Errors(labels.Length, device);

    /// <summary>Batches trained before the evaluation, less one: ClinicaDL counts the end of an autoencoder's epoch like the moments inside it.</summary>
    /// <inheritdoc/>
    public override long GlobalStep(EpochSchedule schedule, int epoch, int batch) => ((long)epoch * schedule.Batches) + batch;

    private sealed class Errors(int count, Device device) : IAnswers
    {
        private readonly Tensor errors = empty([count], device: device);

        public void Add(int first, Tensor images, Tensor output)
        {
            using var scope = NewDisposeScope();
            errors.narrow(0, first, output.shape[0]).copy_(functional.mse_loss(output, images.expand_as(output), Reduction.None).mean([1, 2, 3]));
        }

        public EpochScore Score(int items)
        {
            var total = 0.0;
            foreach (var error in errors.ToFloats().AsSpan(0, items))
            {
                total += error;
            }

            return new EpochScore(total / items, null);
        }

        public SetEvaluation Evaluate() => new(Score(count), null);
    }
}
