using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Synthetic;

/// <summary>What a made-up study looks like: heads of two classes that differ in a known band of slices and nowhere else.</summary>
public sealed record SyntheticStudy
{
    /// <summary>Participants of each of the classes AD and CN.</summary>
    public int ParticipantsPerClass { get; init; } = 12;

    /// <summary>Voxels along the axes; the field of view is that of a t1-linear crop, 169 × 208 × 179 mm, so the default has 3 mm voxels.</summary>
    public VolumeShape Shape { get; init; } = new(56, 69, 60);

    /// <summary>Direction along which the band lies.</summary>
    public SliceDirection Direction { get; init; } = SliceDirection.Axial;

    /// <summary>Slices in which the ventricles of AD are wider. The default lies where they are largest in the default shape.</summary>
    public SliceRange Band { get; init; } = new(new SliceIndex(31), 6);

    /// <summary>How much wider the ventricles of AD are at the middle of the band, as a fraction of their width.</summary>
    public double Effect { get; init; } = 0.6;

    /// <summary>Sessions of every other participant (ses-M00, ses-M12, …); the others have one.</summary>
    public int Sessions { get; init; } = 2;

    /// <summary>Whether every participant has as many sessions as <see cref="Sessions"/> says, not every other one only.</summary>
    public bool EverybodyReturns { get; init; }

    /// <summary>Folds that participants are dealt to, at least 2.</summary>
    public int Folds { get; init; } = 2;

    /// <summary>Same seed and parameters, same bytes.</summary>
    public ulong Seed { get; init; } = 1;
}
