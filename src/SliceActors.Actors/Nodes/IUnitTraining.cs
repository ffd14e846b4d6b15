using SliceActors.Learning.Training;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Actors.Nodes;

/// <summary>Trains one unit on the calling thread; the seam between actors and networks.</summary>
internal interface IUnitTraining
{
    /// <summary>Trains to the end, to the cancellation or to a failure.</summary>
    UnitOutcome Train(TrainingJob job, ITrainingObserver observer, CancellationToken cancellation);
}
