using SliceActors.Learning.Training;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Actors.Nodes;

/// <summary>The real training.</summary>
internal sealed class TorchTraining : IUnitTraining
{
    public UnitOutcome Train(TrainingJob job, ITrainingObserver observer, CancellationToken cancellation) => UnitTrainer.Train(job, observer, cancellation);
}
