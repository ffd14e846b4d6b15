using SliceActors.Benchmarks.Measuring;
using SliceActors.Benchmarks.Studies;
using SliceActors.Imaging.Volumes;

namespace SliceActors.Benchmarks.Parts;

/// <summary>What all parts have in common.</summary>
/// <param name="quick">Fewer and shorter measurements.</param>
/// <param name="given">The data that the user named; null for synthetic heads.</param>
/// <param name="workspace">Where everything is written.</param>
internal sealed class Settings(bool quick, StudySource? given, Workspace workspace)
{
    // What a network sees is 224 x 224 whatever the voxels, so small volumes do where only training is measured.
    private static readonly VolumeShape Small = new(56, 69, 60);
    private static readonly VolumeShape OneMillimetre = new(169, 208, 179);

    private readonly Lazy<StudySource> cohort = new(() => given ?? Synthetic(workspace, "cohort", participantsPerClass: 25, folds: 5, Small));
    private readonly Lazy<StudySource> larger = new(() => given ?? Synthetic(workspace, "larger", participantsPerClass: 75, folds: 5, Small));
    private readonly Lazy<StudySource> few = new(() => given ?? Synthetic(workspace, "few", participantsPerClass: 5, folds: 5, Small));
    private readonly Lazy<StudySource> volumes = new(() => given ?? Synthetic(workspace, "volumes", participantsPerClass: quick ? 3 : 6, folds: 3, OneMillimetre));

    /// <summary>Fewer and shorter measurements.</summary>
    public bool Quick => quick;

    /// <summary>Where everything is written.</summary>
    public Workspace Workspace => workspace;

    /// <summary>40 training and 10 validation sessions, for what is about training.</summary>
    public StudySource Cohort => cohort.Value;

    /// <summary>120 training and 30 validation sessions: a small clinical study.</summary>
    public StudySource LargerCohort => larger.Value;

    /// <summary>8 training and 2 validation sessions, for what is about many epochs.</summary>
    public StudySource Few => few.Value;

    /// <summary>Volumes of a real size, for what is about reading and preparing them.</summary>
    public StudySource Volumes => volumes.Value;

    /// <summary>Cores of the machine.</summary>
    public static int Cores => Environment.ProcessorCount;

    private static StudySource Synthetic(Workspace workspace, string kind, int participantsPerClass, int folds, VolumeShape shape)
    {
        Report.Note($"making {2 * participantsPerClass} synthetic heads of {shape} voxels");
        return StudySource.Synthetic(workspace.NewFolder(kind), participantsPerClass, folds, shape);
    }
}
