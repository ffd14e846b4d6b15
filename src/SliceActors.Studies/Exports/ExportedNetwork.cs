using System.Collections.Immutable;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Studies.Exports;

/// <summary>A network that is taken away.</summary>
/// <param name="Unit">Its fold and number.</param>
/// <param name="Selection">How its epoch was chosen.</param>
/// <param name="Slices">The slice positions that it sees, and what each weighs in the vote of the fold; null where nobody votes.</param>
/// <param name="ModelFile">Its checkpoint.</param>
public sealed record ExportedNetwork(UnitId Unit, Selection Selection, ImmutableArray<(SliceIndex Slice, double? Weight)> Slices, string ModelFile)
{
    /// <summary>Path of its ONNX file, relative to the folder that is made.</summary>
    public string OnnxFile => Path.Combine("onnx", $"{Unit.ToString().Replace('/', '_')}_{Selection.Term()}.onnx");
}
