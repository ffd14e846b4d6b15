namespace SliceActors.SamplePlugin;

/// <summary>The same network of which only the last layer learns: its filters stay as they are drawn.</summary>
public sealed class GlanceTail : Glance
{
    /// <inheritdoc/>
    public override string Name => "glance_tail";

    /// <inheritdoc/>
    protected override bool FiltersStay => true;
}
