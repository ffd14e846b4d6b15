using SliceActors.Runs.Ids;

namespace SliceActors.Learning.Transfer;

/// <summary>A model file that networks start from.</summary>
/// <param name="Unit">The unit of the source whose model it is.</param>
/// <param name="Path">Absolute path.</param>
/// <param name="Sha256">Digest of its content, lower-case hexadecimal digits.</param>
public sealed record TransferredFile(UnitId Unit, string Path, string Sha256);
