using System.Globalization;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Objectives;
using SliceActors.Learning.Tests.Networks.Custom;
using SliceActors.Learning.Training;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Training;

/// <summary>Figures of the training set that are taken from the training pass itself.</summary>
public sealed class TrainMetricsTests : IDisposable
{
    private const int Epochs = 4;
    private readonly List<TinyStudy> studies = [];

    public void Dispose() => studies.ForEach(study => study.Dispose());

    [Theory]
    [InlineData(NetworkType.Cnn, SamplerKind.Random)]
    [InlineData(NetworkType.Multicnn, SamplerKind.Weighted)]
    [InlineData(NetworkType.Autoencoder, SamplerKind.Weighted)]
    public void They_are_those_of_the_items_as_they_were_drawn_transformed_and_learnt_from(NetworkType networkType, SamplerKind sampler)
    {
        var study = Study(networkType);
        study.Optimisation = study.Optimisation with { Sampler = sampler, DataAugmentation = [Augmentation.Noise, Augmentation.CropPad] };
        var job = study.Job("pass");
        var journal = new TestJournal();
        study.Train(job, journal);

        var rows = File.ReadLines(job.Results.TrainingTsv(job.Unit.Id)).Select(line => line.Split('\t')).ToList();
        var expected = Twin(study).ToList();
        Assert.Equal(expected.Select(row => $"{row.Epoch} {row.Batch}"), rows.Skip(1).Select(row => $"{row[0]} {row[1]}"));
        foreach (var (twin, row) in expected.Zip(rows.Skip(1)))
        {
            Assert.Equal(1, Cell(row, "loss_train") / twin.Loss, 1e-6);
            if (networkType != NetworkType.Autoencoder)
            {
                Assert.Equal(twin.BalancedAccuracy, Cell(row, "balanced_accuracy_train"));
            }
        }

        Assert.Equal(
            rows.Skip(1).Where((row, i) => expected[i].IsLast).Select(row => Cell(row, "loss_train")),
            journal.Reports.Select(report => report.TrainLoss));

        double Cell(string[] row, string column) => double.Parse(row[Array.IndexOf(rows[0], column)], CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData(NetworkType.Cnn, SamplerKind.Random, false)]
    [InlineData(NetworkType.Multicnn, SamplerKind.Weighted, true)]
    [InlineData(NetworkType.Autoencoder, SamplerKind.Random, true)]
    public void Networks_best_epochs_and_predictions_are_the_same_as_with_evaluations(NetworkType networkType, SamplerKind sampler, bool checkpoints)
    {
        var study = Study(networkType);
        study.CheckpointEvery = checkpoints ? TimeSpan.Zero : TimeSpan.MaxValue;
        study.Optimisation = study.Optimisation with { Sampler = sampler, TrainMetrics = TrainMetrics.Evaluation };
        var evaluated = UnitResult.Of(study, "evaluation");
        study.Optimisation = study.Optimisation with { TrainMetrics = TrainMetrics.Pass };
        var passed = UnitResult.Of(study, "pass");

        Assert.Equal(evaluated.Outcome, passed.Outcome);
        Assert.Equal(evaluated.Models, passed.Models);
        Assert.Equal(Columns(evaluated, "valid"), Columns(passed, "valid"));
        Assert.NotEqual(Columns(evaluated, "train"), Columns(passed, "train"));

        static IEnumerable<string> Columns(UnitResult result, string set)
        {
            var rows = result.Log.Split('\n').Select(line => line.Split('\t')).ToList();
            return rows.SelectMany(row => row.Where((_, column) => rows[0][column].EndsWith(set, StringComparison.Ordinal)));
        }
    }

    [Theory]
    [InlineData(NetworkType.Multicnn)]
    [InlineData(NetworkType.Autoencoder)]
    public void The_training_set_is_evaluated_only_where_predictions_of_a_best_epoch_are_needed(NetworkType networkType)
    {
        var study = Study(networkType);
        var journal = new TestJournal();
        var reads = 0;
        study.Train(study.Job("a"), journal, (image, slice) =>
        {
            reads += image < study.Fold.Train.Length ? 1 : 0;
            return study.Read(image, slice);
        });

        var surpassing = journal.Reports.Where((report, epoch) => journal.Reports.Take(epoch).All(earlier => report.ValidationLoss < earlier.ValidationLoss)
            || journal.Reports.Take(epoch).All(earlier => report.ValidationBalancedAccuracy > earlier.ValidationBalancedAccuracy));
        var evaluations = networkType == NetworkType.Autoencoder ? 0 : surpassing.Count();
        Assert.True(evaluations < Epochs);
        Assert.Equal((Epochs + evaluations) * study.Fold.Train.Length * study.Slices.Count, reads);
    }

    [Theory]
    [InlineData(NetworkType.Multicnn, true)]
    [InlineData(NetworkType.Multicnn, false)]
    [InlineData(NetworkType.Autoencoder, true)]
    public void Interrupted_at_any_moment_and_resumed_they_are_the_same(NetworkType networkType, bool checkpoints)
    {
        var study = Study(networkType);
        study.CheckpointEvery = checkpoints ? TimeSpan.Zero : TimeSpan.MaxValue;
        var reads = 0;
        var undisturbed = Train(study, "undisturbed", new TestJournal(), (image, slice) =>
        {
            reads++;
            return study.Read(image, slice);
        });

        // Slices are read while training and while evaluating, so their count is a clock that passes through all of it.
        for (var moment = 0; moment < reads; moment += 19)
        {
            var (journal, clock, now) = (new TestJournal(), 0, moment);
            Assert.Throws<OperationCanceledException>(() => Train(
                study, $"at-{now}", journal, (image, slice) => clock++ == now ? throw new OperationCanceledException() : study.Read(image, slice)));

            Assert.Equal(undisturbed, Train(study, $"at-{now}", journal, study.Read));
        }
    }

    [Fact]
    public void A_diverging_network_fails_with_a_sentence()
    {
        var study = Study(NetworkType.Cnn);
        study.Optimisation = study.Optimisation with { LearningRate = 1e30 };

        var failure = Assert.Throws<TrainingFailedException>(() => study.Train(study.Job("a"), new TestJournal()));

        Assert.Matches("^The loss .* became (NaN|infinite) in epoch 0, so the network is lost; the learning rate 1E\\+30 may be too high\\.$", failure.Message);
    }

    private TinyStudy Study(NetworkType networkType)
    {
        // 10 items in batches of 4, 4 and 2; weights are updated after the second and the third.
        var study = new TinyStudy(slices: 2) { NetworkType = networkType, Network = CustomFiles.Small };
        studies.Add(study);
        study.Optimisation = study.Optimisation with { Epochs = Epochs, BatchSize = 4, AccumulationSteps = 2, EvaluationSteps = 2, TrainMetrics = TrainMetrics.Pass };
        return study;
    }

    private static UnitResult Train(TinyStudy study, string folder, TestJournal journal, SlicePixels read)
    {
        var job = study.Job(folder, journal);
        return UnitResult.Of(job, study.Train(job, journal, read));
    }

    /// <summary>The rows again, added up in float64 from the losses of the steps and counted from the answers that each step saw.</summary>
    private static IEnumerable<(int Epoch, int Batch, bool IsLast, double Loss, double BalancedAccuracy)> Twin(TinyStudy study)
    {
        var job = study.Job("twin");
        using var learner = Learner.Create(job.Spec, job.Unit.Id, ComputeDevice.Cpu);
        var inputs = UnitInputs.Of(job, study.Read, learner.Network.Architecture.InputChannels);
        var schedule = EpochSchedule.Of(study.Optimisation, inputs.Train.Count);
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            var order = inputs.Order(epoch);
            var steps = new Steps();
            using var augmented = inputs.Augmented!.Begin(epoch, order);
            var dropoutSeed = CountedSeed.For(study.Optimisation.Seed, job.Unit.Id, epoch, Purpose.Dropout);
            var losses = learner.Train(inputs.Train, order, schedule, dropoutSeed, augmented, steps, _ => { }, default);
            foreach (var batch in Enumerable.Range(0, losses.Length).Where(batch => schedule.IsLast(batch) || schedule.EvaluatesAfter(batch)))
            {
                var items = schedule.ItemsThrough(batch);
                var loss = Enumerable.Range(0, batch + 1).Sum(step =>
                    (double)losses[step] * (study.NetworkType == NetworkType.Autoencoder ? schedule.ItemsThrough(step) - (step * schedule.BatchSize) : 1));
                var rates = steps.Answers.Take(items).Zip(order, (answer, item) => (answer, Label: inputs.Train.Labels[item]))
                    .GroupBy(pair => pair.Label, (_, pairs) => pairs.Average(pair => pair.answer == pair.Label ? 1.0 : 0.0));
                yield return (epoch, batch, schedule.IsLast(batch), loss / items, rates.Sum() / 2);
            }
        }
    }

    /// <summary>Remembers the class that each answer of a step stands for.</summary>
    private sealed class Steps : IAnswers
    {
        public List<int> Answers { get; } = [];

        public void Add(int first, Tensor images, Tensor output)
        {
            Assert.Equal(Answers.Count, first);
            using var scope = NewDisposeScope();
            var isPicture = output.dim() == 4;
            for (var item = 0; item < output.shape[0]; item++)
            {
                Answers.Add(!isPicture && output[item, 1].item<float>() > output[item, 0].item<float>() ? 1 : 0);
            }
        }

        public EpochScore Score(int items) => throw new NotSupportedException();

        public SetEvaluation Evaluate() => throw new NotSupportedException();
    }
}
