namespace SliceActors.Runs.Ids;

/// <summary>Names a training unit inside its run.</summary>
/// <param name="Fold">The fold it belongs to.</param>
/// <param name="Network">The network of a <c>multicnn</c>; null for the only network of a <c>cnn</c> or <c>autoencoder</c> fold.</param>
public readonly record struct UnitId(FoldIndex Fold, NetworkIndex? Network) : IComparable<UnitId>
{
    /// <inheritdoc/>
    public int CompareTo(UnitId other) => Fold != other.Fold
        ? Fold.CompareTo(other.Fold)
        : (Network?.Value ?? -1).CompareTo(other.Network?.Value ?? -1);

    /// <summary><c>fold-0</c> or <c>fold-0/cnn-12</c>.</summary>
    public override string ToString() => Network is { } network ? $"fold-{Fold}/cnn-{network}" : $"fold-{Fold}";
}
