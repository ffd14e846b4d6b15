using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace SliceActors.Runs.Specs;

/// <summary>How networks learn.</summary>
public sealed record OptimisationSpec
{
    /// <summary>Maximum number of epochs, at least 1.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>Items per batch, at least 1.</summary>
    public int BatchSize { get; init; } = 2;

    /// <summary>Adam learning rate.</summary>
    public double LearningRate { get; init; } = 1e-4;

    /// <summary>Adam L2 weight decay (coupled form).</summary>
    public double WeightDecay { get; init; } = 1e-4;

    /// <summary>Early stopping patience in epochs; 0 = off.</summary>
    public int Patience { get; init; }

    /// <summary>Early stopping tolerance: relative improvement that counts.</summary>
    public double Tolerance { get; init; }

    /// <summary>Batches per weight update, at least 1.</summary>
    public int AccumulationSteps { get; init; } = 1;

    /// <summary>Evaluate inside an epoch every n batches; 0 = only at its end.</summary>
    public int EvaluationSteps { get; init; }

    /// <summary>How training items are drawn.</summary>
    public SamplerKind Sampler { get; init; }

    /// <summary>Transforms of training inputs, applied in this order.</summary>
    public ImmutableArray<Augmentation> DataAugmentation { get; init; } = [];

    /// <summary>Whether <c>--data_augmentation</c> was given (a list in <c>commandline.json</c>) or not (<c>false</c>).</summary>
    public bool DataAugmentationGiven { get; init; }

    /// <summary>Seed of everything random in the run.</summary>
    public required long Seed { get; init; }

    /// <summary>What the figures of the training set are taken from. Changes these only: networks, best epochs and tables are the same.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public TrainMetrics TrainMetrics { get; init; }
}
