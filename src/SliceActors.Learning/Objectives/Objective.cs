using System.Collections.Immutable;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Networks;
using SliceActors.Runs.Specs;
using static TorchSharp.torch;

namespace SliceActors.Learning.Objectives;

/// <summary>What networks are trained for: which network is built, what it loses on a batch, what its answers on a whole set are worth.</summary>
internal abstract class Objective
{
    /// <summary>The objective of a kind of study.</summary>
    public static Objective Of(NetworkType networkType) => networkType == NetworkType.Autoencoder ? new Reconstruction() : new Classification();

    /// <summary>Whether its scores have a balanced accuracy.</summary>
    public abstract bool HasBalancedAccuracy { get; }

    /// <summary>What its networks answer with, in the plural.</summary>
    public abstract string AnswerTerm { get; }

    /// <summary>What a network has to be to be trained for it, in words.</summary>
    public abstract string Requirement { get; }

    /// <summary>Shape of a network's answers.</summary>
    /// <param name="network">The network.</param>
    /// <param name="batch">Slices that it is shown.</param>
    public abstract long[] AnswerShape(SliceNetwork network, int batch);

    /// <summary>Makes the network with random weights (see <see cref="NetworkFactory"/>).</summary>
    public abstract SliceNetwork Build(Networks.Architecture architecture, NetworkOptions options, ulong seed);

    /// <summary>The number whose gradient a batch adds.</summary>
    /// <param name="output">Answers of the network.</param>
    /// <param name="images">What it saw, [B, 1, H, W].</param>
    /// <param name="labels">Classes [B].</param>
    public abstract Tensor Loss(Tensor output, Tensor images, Tensor labels);

    /// <summary>Starts to collect the answers to items.</summary>
    /// <param name="labels">Their classes, in the order in which the network sees them.</param>
    /// <param name="device">Where the network runs.</param>
    public abstract IAnswers Collect(ImmutableArray<byte> labels, Device device);

    /// <summary>Step of a TensorBoard scalar.</summary>
    /// <param name="schedule">The schedule of the epochs.</param>
    /// <param name="epoch">0-based.</param>
    /// <param name="batch">The batch that the evaluation follows.</param>
    public abstract long GlobalStep(EpochSchedule schedule, int epoch, int batch);
}
