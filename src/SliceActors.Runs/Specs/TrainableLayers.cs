namespace SliceActors.Runs.Specs;

/// <summary>Which layers learn.</summary>
public enum TrainableLayers
{
    /// <summary>Last stage and heads only (<c>layer4</c>, <c>fc</c>, <c>fc_out</c> of resnet18).</summary>
    Tail = 0,

    /// <summary>All layers.</summary>
    All = 1,
}
