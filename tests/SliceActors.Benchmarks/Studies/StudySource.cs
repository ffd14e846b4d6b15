using System.Collections.Immutable;
using SliceActors.Imaging.Synthetic;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;

namespace SliceActors.Benchmarks.Studies;

/// <summary>A CAPS with its label tables.</summary>
/// <param name="Caps">Root of the CAPS.</param>
/// <param name="Tsv">Root of the k-fold or single-split tree.</param>
/// <param name="Diagnoses">Labels in use.</param>
/// <param name="LabelCode">Class of labels that are not built in.</param>
/// <param name="NSplits">Number of folds, of which the first is run; null for a single split.</param>
internal sealed record StudySource(
    string Caps, string Tsv, ImmutableArray<string> Diagnoses, ImmutableSortedDictionary<string, int> LabelCode, int? NSplits)
{
    /// <summary>Makes synthetic heads.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="participantsPerClass">One session each.</param>
    /// <param name="folds">The first fold validates on one part in so many.</param>
    /// <param name="shape">Voxels.</param>
    public static StudySource Synthetic(string folder, int participantsPerClass, int folds, VolumeShape shape)
    {
        var caps = SyntheticHeads.Write(folder, new SyntheticStudy
        {
            ParticipantsPerClass = participantsPerClass,
            Folds = folds,
            Sessions = 1,
            Shape = shape,
            Band = new SliceRange(new SliceIndex(shape.Width / 2), Math.Max(1, shape.Width / 10)),
        });
        return new StudySource(
            caps.CapsDirectory, caps.LabelsDirectory, ["AD", "CN"], ImmutableSortedDictionary<string, int>.Empty.WithComparers(StringComparer.Ordinal), folds);
    }
}
