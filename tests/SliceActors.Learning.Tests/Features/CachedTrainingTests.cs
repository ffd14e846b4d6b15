using SliceActors.Imaging.Slices;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Checkpoints;
using SliceActors.Learning.Tests.Training;
using SliceActors.Learning.Tests.Weights;
using SliceActors.Learning.Training;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Specs;
using TorchSharp;

namespace SliceActors.Learning.Tests.Features;

public sealed class CachedTrainingTests : IDisposable
{
    private const double Tolerance = 2e-5;

    private readonly FeatureStudy study = new();

    public void Dispose() => study.Dispose();

    [Fact]
    public void Training_on_features_is_training_the_whole_network_with_its_frozen_layers_in_evaluation_mode()
    {
        using var features = study.Open();
        study.LearningRate = 1e-5; // What differs in the last bits must not grow.
        var job = study.Job("a");
        int[] order = [3, 0, 5, 1, 4, 2];
        using var cached = Learner.Create(job.Spec, job.Unit.Id, ComputeDevice.Cpu);
        using var twin = Learner.Create(job.Spec with { Network = job.Spec.Network with { Frozen = FrozenLayers.Follow } }, job.Unit.Id, ComputeDevice.Cpu);

        var losses = cached.Train(new SliceSet(study.Fold.Train, job.Unit.Slices, features.Slice), order, EpochSchedule.Of(job.Spec.Optimisation, order.Length), 0, null, null, _ => { }, default);
        var expected = TrainTwin(twin, new SliceSet(study.Fold.Train, job.Unit.Slices, study.Store.Slice), order, job.Spec.Optimisation.BatchSize);

        Assert.All(losses.Zip(expected), pair => Assert.Equal(pair.Second, pair.First, Tolerance));
        Assert.NotEqual(losses[0], losses[1]);
        var one = cached.Evaluate(new SliceSet(study.Fold.Validation, job.Unit.Slices, features.Slice), default);
        var other = twin.Evaluate(new SliceSet(study.Fold.Validation, job.Unit.Slices, study.Store.Slice), default);
        Assert.All(one.Predictions!.Proba1.Zip(other.Predictions!.Proba1), pair => Assert.Equal(pair.Second, pair.First, Tolerance));
    }

    [Fact]
    public void Nothing_of_the_frozen_layers_moves_and_the_model_holds_the_whole_network()
    {
        using var features = study.Open();
        var job = study.Job("a") with { Features = features };

        UnitTrainer.Train(job, new TestJournal(), default);

        using var start = StateFiles.Network("resnet18", 1);
        using var trained = StateFiles.Network("resnet18", 7);
        InitialWeights.LoadTrained(trained, job.Results.Model(job.Unit.Id, Selection.BestLoss));
        Assert.Equal(FrozenState.Digest(start), FrozenState.Digest(trained));
        var tail = StateDict.Of(trained).Where(entry => trained.Architecture.IsOfTail(entry.Name)).Zip(StateDict.Of(start).Where(entry => start.Architecture.IsOfTail(entry.Name)));
        Assert.All(tail, pair => Assert.NotEqual(pair.First.Tensor.bytes.ToArray(), pair.Second.Tensor.bytes.ToArray()));
    }

    [Fact]
    public void A_trained_network_answers_from_slices_as_it_did_from_features()
    {
        using var features = study.Open();
        var job = study.Job("a") with { Features = features };

        var best = PredictionsFile.Read(job.Results.Predictions(job.Unit.Id), UnitTrainer.Train(job, new TestJournal(), default)).Selections[1];

        var whole = job.Spec.Network with { WeightsFile = job.Results.Model(job.Unit.Id, best.Selection), Frozen = FrozenLayers.Follow };
        using var learner = Learner.Create(job.Spec with { Network = whole }, job.Unit.Id, ComputeDevice.Cpu);
        var answers = learner.Evaluate(new SliceSet(study.Fold.Validation, job.Unit.Slices, study.Store.Slice), default).Predictions!;
        Assert.All(answers.Proba1.Zip(best.Validation!.Proba1), pair => Assert.Equal(pair.Second, pair.First, Tolerance));
    }

    [Fact]
    public void A_unit_is_not_taken_up_from_other_frozen_layers_than_those_of_the_features()
    {
        using var features = study.Open();
        var journal = new TestJournal { AfterEpoch = report => throw new OperationCanceledException() };
        var job = study.Job("a", journal) with { Features = features };
        Assert.Throws<OperationCanceledException>(() => UnitTrainer.Train(job, journal, default));
        File.Copy(study.WriteWeights(2), study.Weights, overwrite: true);

        var again = study.Job("a", journal) with { Features = features };
        var failure = Assert.Throws<BadInputException>(() => UnitTrainer.Train(again, new TestJournal(), default));

        Assert.Contains(study.Weights, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_its_features_no_unit_is_trained() =>
        Assert.Throws<InvalidOperationException>(() => UnitTrainer.Train(study.Job("a"), new TestJournal(), default));

    private static List<float> TrainTwin(Learner twin, SliceSet set, int[] order, int batchSize)
    {
        using var scope = torch.NewDisposeScope();
        using var buffer = new BatchBuffer(batchSize, ItemShape.Of(SliceShape.Usual), torch.CPU);
        twin.Network.train();
        foreach (var (name, part) in twin.Network.named_children().Where(child => !twin.Network.Architecture.IsOfTail(child.name + '.')))
        {
            part.eval();
        }

        twin.Optimizer.ZeroGradients();
        var losses = new List<float>();
        foreach (var batch in order.Chunk(batchSize))
        {
            var (images, labels) = buffer.Load(set, batch);
            var loss = twin.Objective.Loss(twin.Network.forward(images), images, labels);
            loss.backward();
            twin.Optimizer.Step();
            twin.Optimizer.ZeroGradients();
            losses.Add(loss.item<float>());
        }

        return losses;
    }
}
