using System.Collections.Immutable;
using System.Diagnostics;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Logs;
using SliceActors.Learning.Objectives;
using SliceActors.Learning.Progress;
using SliceActors.Learning.Transfer;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;
using static TorchSharp.torch;

namespace SliceActors.Learning.Training;

/// <summary>The training of one unit: takes up where its last durable checkpoint stands, trains epoch after epoch, hands over the best.</summary>
/// <param name="job">The unit.</param>
/// <param name="inputs">Its data.</param>
/// <param name="learner">Its network, as it starts.</param>
/// <param name="observer">Is told of batches and epochs.</param>
/// <param name="cancellation">Looked at before each batch.</param>
internal sealed class UnitTraining(
    TrainingJob job, UnitInputs inputs, Learner learner, ITrainingObserver observer, CancellationToken cancellation)
{
    private readonly OptimisationSpec optimisation = job.Optimisation;
    private readonly EpochSchedule schedule = EpochSchedule.Of(job.Spec.Optimisation, inputs.Train.Count);

    /// <summary>Trains to the end.</summary>
    /// <exception cref="BadInputException">The weights that its frozen layers begin with are others than those that it began with.</exception>
    public UnitOutcome Run()
    {
        using var checkpoints = new UnitCheckpoints(job, learner, cancellation);
        var frozen = FrozenDigest();
        var progress = checkpoints.Restore();
        if (frozen != FrozenDigest())
        {
            // Whoever puts the file back can go on: no fault of the network.
            throw new BadInputException(new Finding(job.Spec.Network.WeightsFile!, null, $"other frozen layers than those that {job.Unit.Id} began with", "the file that the study began with; put it back, then resume"));
        }

        if (progress.EpochsTrained == 0)
        {
            TransferStart.Apply(job.Spec, job.Tree, job.Here, job.DrawsAs, learner.Network);
        }

        using var log = new UnitLog(job.Results, job.Unit.Id, (epoch, batch) => learner.Objective.GlobalStep(schedule, epoch, batch));
        log.WriteTable(progress.Log);
        log.AddToCurves(progress.Log, progress.Elapsed);
        while (progress.GoesOn(optimisation))
        {
            var before = progress;
            progress = TrainEpoch(before, checkpoints, out var checkpoint);
            log.WriteTable(progress.Log);
            log.AddToCurves(progress.Log[before.Log.Length..], progress.Elapsed);
            checkpoints.Retain(before, progress, checkpoint is not null, observer.EpochCompleted(Report(progress, checkpoint)));
        }

        log.WriteTable(progress.Log, Flushing.Everything);
        var outcome = checkpoints.Publish(progress);
        if (job.Spec.Visualization)
        {
            checkpoints.Load(progress.Best.Single(best => best.Selection == Selection.BestLoss));
            new Reconstructions(job, inputs, learner, cancellation).Write();
        }

        return outcome;
    }

    private string? FrozenDigest() => job.Spec.Network.Frozen == FrozenLayers.Cached ? FrozenState.Digest(learner.Network) : null;

    private TrainingProgress TrainEpoch(TrainingProgress before, UnitCheckpoints checkpoints, out FileDigest? checkpoint)
    {
        var epoch = before.EpochsTrained;
        var clock = Stopwatch.StartNew();
        var rows = ImmutableArray.CreateBuilder<TrainingLogRow>();
        var dropoutSeed = CountedSeed.For(optimisation.Seed, job.DrawsAs, epoch, Purpose.Dropout);
        var order = inputs.Order(epoch);
        using var scope = NewDisposeScope();
        var pass = optimisation.TrainMetrics == TrainMetrics.Pass ? learner.Collect(inputs.Train, order) : null;
        using (var augmented = inputs.Augmented?.Begin(epoch, order))
        {
            Refuse(learner.Train(inputs.Train, order, schedule, dropoutSeed, augmented, pass, AfterBatch, cancellation), epoch);
        }

        using var writing = checkpoints.Begin(epoch);
        var (train, validation) = Evaluate(schedule.Batches - 1);
        var isBest = before.IsSurpassedBy(validation.Score);
        if (pass is not null && isBest && learner.Objective.HasBalancedAccuracy)
        {
            train = EvaluateTrain();
        }

        var files = writing?.Finish(validation.Score);
        var network = files?.Network ?? (isBest ? checkpoints.KeepNetwork(epoch, validation.Score) : null);
        var progress = before.After(new EpochResult(train?.Predictions, validation, rows.ToImmutable(), clock.Elapsed, network), optimisation);
        checkpoint = checkpoints.Complete(progress, files, validation.Predictions);
        return progress;

        void AfterBatch(int batch)
        {
            if (schedule.EvaluatesAfter(batch))
            {
                Evaluate(batch);
            }

            observer.BatchCompleted(epoch, batch, schedule.Batches);
        }

        (SetEvaluation? Train, SetEvaluation Validation) Evaluate(int batch)
        {
            var train = pass is null ? EvaluateTrain() : null;
            var trained = train?.Score ?? pass!.Score(schedule.ItemsThrough(batch));
            var validation = learner.Evaluate(inputs.Validation, cancellation);
            Refuse(trained.Loss, "training set", epoch);
            Refuse(validation.Score.Loss, "validation set", epoch);
            rows.Add(new TrainingLogRow(
                epoch,
                batch,
                (before.Elapsed + clock.Elapsed).TotalSeconds,
                trained.BalancedAccuracy,
                trained.Loss,
                validation.Score.BalancedAccuracy,
                validation.Score.Loss));
            return (train, validation);
        }

        SetEvaluation EvaluateTrain()
        {
            var evaluation = learner.Evaluate(inputs.Train, cancellation);
            Refuse(evaluation.Score.Loss, "training set", epoch);
            return evaluation;
        }
    }

    private static EpochReport Report(TrainingProgress progress, FileDigest? checkpoint)
    {
        var row = progress.Log[^1];
        return new EpochReport(
            row.Epoch, row.LossTrain, row.BalancedAccuracyTrain ?? double.NaN, row.LossValidation, row.BalancedAccuracyValidation ?? double.NaN, checkpoint);
    }

    private void Refuse(float[] losses, int epoch)
    {
        var batch = Array.FindIndex(losses, loss => !float.IsFinite(loss));
        if (batch >= 0)
        {
            throw Diverged($"The loss of batch {batch + 1} of {losses.Length}", losses[batch], epoch);
        }
    }

    private void Refuse(double loss, string set, int epoch)
    {
        if (!double.IsFinite(loss))
        {
            throw Diverged($"The loss on the {set}", loss, epoch);
        }
    }

    private TrainingFailedException Diverged(string what, double loss, int epoch) => new(string.Create(
        System.Globalization.CultureInfo.InvariantCulture,
        $"{what} became {(double.IsNaN(loss) ? "NaN" : "infinite")} in epoch {epoch}, so the network is lost; "
        + $"the learning rate {optimisation.LearningRate} may be too high."));
}
