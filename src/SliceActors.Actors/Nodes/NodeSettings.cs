using SliceActors.Actors.Places;
using SliceActors.Actors.Results;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Training;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Specs;

namespace SliceActors.Actors.Nodes;

/// <summary>What a node has and where it keeps its slices.</summary>
/// <param name="Name">Name of the node, for people.</param>
/// <param name="Workshop">Its slots and threads.</param>
/// <param name="FillThreads">Threads that prepare slices.</param>
/// <param name="Cache">Where prepared slices are kept.</param>
/// <param name="Training">How a unit is trained.</param>
/// <param name="Results">Writes what runs publish.</param>
/// <param name="Desk">Checks what clients submit; null on one machine, which has none.</param>
/// <param name="Numerics">What decides the bytes that it computes; null on one machine, which is asked before its actors are there.</param>
internal sealed record NodeSettings(string Name, Workshop Workshop, int FillThreads, SliceCache Cache, IUnitTraining Training, ResultsWriter Results, IStudyDesk? Desk = null, Numerics? Numerics = null)
{
    /// <summary>Where it has what studies name.</summary>
    public StudyPlaces Places { get; init; } = StudyPlaces.AsNamed;

    /// <summary>How long after a checkpoint of a unit the next one is due.</summary>
    public TimeSpan CheckpointEvery { get; init; } = TrainingJob.DefaultCheckpointEvery;

    /// <summary>What computes the features of a study's slices: the threads that prepare slices, or each GPU of a slot.</summary>
    public IReadOnlyList<ComputeDevice> FeaturePlaces(RunSpec spec) => spec.Compute.UseCpu ? ComputeDevice.Cpus(FillThreads) : Workshop.Devices;
}
