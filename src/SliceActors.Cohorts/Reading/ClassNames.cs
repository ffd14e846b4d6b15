using System.Collections.Immutable;
using SliceActors.Runs.Specs;

namespace SliceActors.Cohorts.Reading;

/// <summary>What users call the classes.</summary>
public static class ClassNames
{
    /// <summary>The labels of each class, in the order in which the study names them; none for an autoencoder that was shown one class.</summary>
    /// <param name="data">The images of a study.</param>
    public static ImmutableArray<string> Of(DataSpec data)
    {
        ArgumentNullException.ThrowIfNull(data);
        var codes = new LabelCodes(data, []);
        return [.. Enumerable.Range(0, 2).Select(wanted => string.Join(" or ", data.Diagnoses.Where(label => codes.Of(label) == wanted)))];
    }
}
