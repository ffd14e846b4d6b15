namespace SliceActors.Runs.Specs;

/// <summary>The words that command lines, folder names and tables use for the values of the language.</summary>
public static class FieldTerms
{
    /// <summary>The word in <c>commandline.json</c>.</summary>
    public static string Term(this MemoryFormats value) => value switch
    {
        MemoryFormats.Contiguous => "contiguous",
        MemoryFormats.Fastest => "fastest",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    /// <summary><c>autoencoder</c>, <c>cnn</c> or <c>multicnn</c>.</summary>
    public static string Term(this NetworkType value) => value switch
    {
        NetworkType.Autoencoder => "autoencoder",
        NetworkType.Cnn => "cnn",
        NetworkType.Multicnn => "multicnn",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    /// <summary><c>t1-linear</c>, <c>t1-extensive</c> or <c>t1-volume</c>.</summary>
    public static string Term(this Preprocessing value) => value switch
    {
        Preprocessing.T1Linear => "t1-linear",
        Preprocessing.T1Extensive => "t1-extensive",
        Preprocessing.T1Volume => "t1-volume",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    /// <summary><c>best_balanced_accuracy</c> or <c>best_loss</c>.</summary>
    public static string Term(this Selection value) => value switch
    {
        Selection.BestBalancedAccuracy => "best_balanced_accuracy",
        Selection.BestLoss => "best_loss",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    /// <summary><c>train</c> or <c>validation</c>.</summary>
    public static string Term(this DataSubset value) => value switch
    {
        DataSubset.Train => "train",
        DataSubset.Validation => "validation",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    /// <summary><c>balanced_accuracy</c> or <c>accuracy</c>.</summary>
    public static string Term(this VoteWeights value) => value switch
    {
        VoteWeights.BalancedAccuracy => "balanced_accuracy",
        VoteWeights.Accuracy => "accuracy",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    /// <summary><c>tail</c> or <c>all</c>.</summary>
    public static string Term(this TrainableLayers value) => value switch
    {
        TrainableLayers.Tail => "tail",
        TrainableLayers.All => "all",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    /// <summary><c>follow</c> or <c>cached</c>.</summary>
    public static string Term(this FrozenLayers value) => value switch
    {
        FrozenLayers.Follow => "follow",
        FrozenLayers.Cached => "cached",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    /// <summary><c>random</c> or <c>weighted</c>.</summary>
    public static string Term(this SamplerKind value) => value switch
    {
        SamplerKind.Random => "random",
        SamplerKind.Weighted => "weighted",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    /// <summary><c>evaluation</c> or <c>pass</c>.</summary>
    public static string Term(this TrainMetrics value) => value switch
    {
        TrainMetrics.Evaluation => "evaluation",
        TrainMetrics.Pass => "pass",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };

    /// <summary><c>sagittal</c>, <c>coronal</c> or <c>axial</c>.</summary>
    public static string Term(this SliceDirection value) => value switch
    {
        SliceDirection.Sagittal => "sagittal",
        SliceDirection.Coronal => "coronal",
        SliceDirection.Axial => "axial",
        _ => throw new ArgumentOutOfRangeException(nameof(value), value, null),
    };
}
