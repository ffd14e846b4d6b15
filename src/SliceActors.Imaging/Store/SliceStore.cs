namespace SliceActors.Imaging;
/// <summary>.</summary>
public sealed class SliceStore
{
    /// <summary>.</summary>
    public const int Side = 224;
    /// <summary>.</summary>
    public const int SliceBytes = Side * Side;
}
