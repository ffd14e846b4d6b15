using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Store;
using SliceActors.Imaging.Volumes;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Checkpoints;
using SliceActors.Learning.Training;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Tests.Training;

public sealed class UnitTrainerTests : IDisposable
{
    private readonly TinyStudy study = new();

    public void Dispose() => study.Dispose();

    [Fact]
    public void A_unit_is_trained_to_its_end()
    {
        var journal = new TestJournal();
        var job = study.Job("a");

        var outcome = study.Train(job, journal);

        Assert.Equal(job.Unit.Id, outcome.Unit);
        Assert.Equal(4, outcome.EpochsTrained);
        Assert.Equal([0, 1, 2, 3], journal.Reports.Select(report => report.Epoch));
        Assert.Equal(12, journal.Batches);
        Assert.Equal([Selection.BestBalancedAccuracy, Selection.BestLoss], outcome.Selections.Select(selection => selection.Selection));
        Assert.All(outcome.Selections, best =>
        {
            var report = journal.Reports[best.Epoch];
            Assert.Equal(report.ValidationLoss, best.ValidationLoss);
            Assert.Equal(report.ValidationBalancedAccuracy, best.ValidationBalancedAccuracy);
            Assert.Equal(report.ValidationLoss, best.Validation!.TotalLoss / study.Fold.Validation.Length);
            Assert.Equal(report.TrainLoss, best.Train!.TotalLoss / study.Fold.Train.Length);
            Assert.All(best.Train.Proba0.Zip(best.Train.Proba1), pair => Assert.Equal(1, pair.First + pair.Second, 1e-6));
            Assert.Equal(best.Train.Proba0.Zip(best.Train.Proba1, (p0, p1) => (byte)(p1 > p0 ? 1 : 0)), best.Train.PredictedLabel);
            Assert.True(DurableFile.Matches(job.Results.Model(job.Unit.Id, best.Selection), best.Model));
        });
    }

    [Fact]
    public void Slots_with_several_devices_of_one_kind_train_the_same()
    {
        var models = ComputeDevice.Cpus(3).Select(device =>
        {
            var job = study.Job($"{device.Index}") with { Device = device };
            study.Train(job, new TestJournal());
            return File.ReadAllBytes(job.Results.Model(job.Unit.Id, Selection.BestLoss));
        }).ToList();

        Assert.All(models, model => Assert.Equal(models[0], model));
    }

    [Fact]
    public void A_study_of_GPUs_is_not_trained_on_the_CPU_instead()
    {
        var job = study.Job("a");
        job = job with { Spec = job.Spec with { Compute = job.Spec.Compute with { UseCpu = false } } };

        Assert.Contains("GPU", Assert.Throws<BadInputException>(() => study.Train(job, new TestJournal())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_best_epochs_are_the_ones_the_rules_choose()
    {
        study.Optimisation = study.Optimisation with { Epochs = 6 };
        var journal = new TestJournal();

        var outcome = study.Train(study.Job("a"), journal);

        var accuracies = journal.Reports.Select(report => report.ValidationBalancedAccuracy).ToList();
        var losses = journal.Reports.Select(report => report.ValidationLoss).ToList();
        Assert.Equal(accuracies.IndexOf(accuracies.Max()), outcome.Selections[0].Epoch);
        Assert.Equal(losses.IndexOf(losses.Min()), outcome.Selections[1].Epoch);
        Assert.NotEqual(0, outcome.Selections[1].Epoch);
    }

    [Fact]
    public void The_same_seed_gives_the_same_bytes_and_another_seed_does_not()
    {
        var first = UnitResult.Of(study, "a");

        Assert.Equal(first, UnitResult.Of(study, "b"));

        study.Optimisation = study.Optimisation with { Seed = 21 };
        Assert.NotEqual(first.Models, UnitResult.Of(study, "c").Models);
    }

    [Fact]
    public void Other_units_beside_it_do_not_change_a_unit()
    {
        var alone = UnitResult.Of(study, "alone");
        var results = new UnitResult?[4];

        var threads = Enumerable.Range(0, 4).Select(i => new Thread(() => results[i] = UnitResult.Of(study, $"beside-{i}", i))).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());

        Assert.Equal(alone, results[3]);
        Assert.Equal(4, results.Select(result => result!.Models).Distinct().Count());
    }

    [Fact]
    public void Equal_best_epochs_share_one_file()
    {
        study.Optimisation = study.Optimisation with { Epochs = 1 };
        var job = study.Job("a");

        var outcome = study.Train(job, new TestJournal());

        Assert.Equal(outcome.Selections[0].Model, outcome.Selections[1].Model);
        var model = job.Results.Model(job.Unit.Id, Selection.BestLoss);
        File.AppendAllText(job.Results.Model(job.Unit.Id, Selection.BestBalancedAccuracy), "x");
        Assert.Equal(outcome.Selections[0].Model.Length + 1, new FileInfo(model).Length);
    }

    [Fact]
    public void A_diverging_network_fails_with_a_sentence()
    {
        study.Optimisation = study.Optimisation with { LearningRate = 1e30 };

        var failure = Assert.Throws<TrainingFailedException>(() => study.Train(study.Job("a"), new TestJournal()));

        Assert.Matches("^The loss .* became (NaN|infinite) in epoch 0, so the network is lost; the learning rate 1E\\+30 may be too high\\.$", failure.Message);
    }

    [Fact]
    public void Early_stopping_ends_the_training()
    {
        study.Optimisation = study.Optimisation with { Epochs = 20, Patience = 1, Tolerance = 0.9 };

        Assert.Equal(2, study.Train(study.Job("a"), new TestJournal()).EpochsTrained);
    }

    [Fact]
    public void Gradients_of_an_incomplete_group_are_used_at_the_end_of_the_epoch()
    {
        // Three batches of 2, 2 and 1 items.
        study.Optimisation = study.Optimisation with { Epochs = 1, AccumulationSteps = 100 };
        var whole = UnitResult.Of(study, "whole").Models;
        study.Optimisation = study.Optimisation with { AccumulationSteps = 3 };

        Assert.Equal(whole, UnitResult.Of(study, "three").Models);

        study.Optimisation = study.Optimisation with { AccumulationSteps = 2 };
        Assert.NotEqual(whole, UnitResult.Of(study, "two").Models);
    }

    [Fact]
    public void Evaluations_inside_an_epoch_are_logged_but_change_nothing_else()
    {
        study.Optimisation = study.Optimisation with { Epochs = 2 };
        var without = UnitResult.Of(study, "without");
        study.Optimisation = study.Optimisation with { EvaluationSteps = 1 };
        var with = UnitResult.Of(study, "with");

        Assert.Equal(without.Models, with.Models);
        Assert.Equal(["0 2", "1 2"], without.LogKeys());
        Assert.Equal(["0 0", "0 1", "0 2", "1 0", "1 1", "1 2"], with.LogKeys());
    }

    [Fact]
    public void Slices_come_from_the_store()
    {
        var random = new CountedRandom(5);
        var paths = Enumerable.Range(0, 8).Select(i => Path.Combine(study.Root, $"{i}.nii")).ToList();
        foreach (var path in paths)
        {
            var voxels = Enumerable.Range(0, 3 * 10 * 12).Select(_ => (float)random.NextDouble()).ToArray();
            NiftiWriter.Write(path, new VolumeShape(3, 10, 12), voxels, VoxelToWorld.Isotropic(1, 0, 0, 0));
        }

        using var store = new SliceCache(Path.Combine(study.Root, "cache"), long.MaxValue)
            .OpenOrFill(paths, new SlicePreparation(SliceDirection.Sagittal, new SliceRange(new SliceIndex(0), 3), false), 1);
        study.Optimisation = study.Optimisation with { Epochs = 1 };
        var slice = new SliceRange(new SliceIndex(2), 1);
        var job = study.Job("store");
        job = job with { Store = store, Unit = job.Unit with { Slices = slice } };

        var outcome = PredictionsFile.Read(job.Results.Predictions(job.Unit.Id), UnitTrainer.Train(job, new TestJournal(), default));

        var read = new List<(int Image, SliceIndex Slice)>();
        var copy = study.Job("copy");
        var expected = study.Train(copy with { Unit = job.Unit }, new TestJournal(), (image, position) =>
        {
            read.Add((image, position));
            return store.Slice(image, position);
        });
        Assert.Equal(expected.Selections[0].Model, outcome.Selections[0].Model);
        Assert.Equal(outcome.Selections[0].Validation!.Proba1, outcome.ValidationByEpoch!.Value.Where((_, i) => i % 2 == 1));
        Assert.All(read, item => Assert.Equal(new SliceIndex(2), item.Slice));
        Assert.Equal(Enumerable.Range(0, 8), read.Select(item => item.Image).Distinct().Order());
    }

    [Theory]
    [InlineData("ConvNet")]
    [InlineData("Conv5_FC3")]
    public void Augmentation_changes_what_is_learnt_in_the_same_way_however_many_loaders_there_are(string architecture)
    {
        study.Network = study.Network with { Architecture = architecture };
        study.Optimisation = study.Optimisation with { Epochs = 2 };
        var plain = UnitResult.Of(study, "plain");
        study.Optimisation = study.Optimisation with { DataAugmentation = [Augmentation.None] };
        Assert.Equal(plain, UnitResult.Of(study, "none"));

        study.Optimisation = study.Optimisation with { DataAugmentation = [Augmentation.Noise, Augmentation.Smoothing, Augmentation.Erasing, Augmentation.CropPad] };
        var augmented = UnitResult.Of(study, "augmented");
        Assert.NotEqual(plain.Models, augmented.Models);
        study.LoaderThreads = 3;
        Assert.Equal(augmented, UnitResult.Of(study, "loaders"));
    }

    [Fact]
    public void Evaluations_see_the_slices_as_they_are()
    {
        study.Optimisation = study.Optimisation with { DataAugmentation = [Augmentation.Noise, Augmentation.CropPad] };
        var job = study.Job("augmented");
        var best = study.Train(job, new TestJournal()).Selections[0];

        var kept = new NetworkSpec { Architecture = "ConvNet", Weights = WeightsKind.File, WeightsFile = job.Results.Model(job.Unit.Id, best.Selection), Trainable = TrainableLayers.All };
        using var learner = Learner.Create(job.Spec with { Network = kept }, job.Unit.Id, ComputeDevice.Cpu);
        var plain = learner.Evaluate(new SliceSet(study.Fold.Train, study.Slices, study.Read), default);

        Assert.Equal(plain.Predictions!.Proba0.AsEnumerable(), best.Train!.Proba0);
        Assert.Equal(plain.Predictions!.TotalLoss, best.Train.TotalLoss);
    }

    [Fact]
    public void The_weighted_sampler_draws_otherwise_and_leaves_evaluations_whole()
    {
        study.Optimisation = study.Optimisation with { Epochs = 2 };
        var random = UnitResult.Of(study, "random");
        study.Optimisation = study.Optimisation with { Sampler = SamplerKind.Weighted };
        var outcome = study.Train(study.Job("weighted"), new TestJournal());

        Assert.NotEqual(random.Models, UnitResult.Of(study, "again").Models);
        Assert.Equal(study.Fold.Train.Length, outcome.Selections[0].Train!.Proba0.Length);
    }

    [Fact]
    public void Release_deletes_the_checkpoints_that_lie_beside_the_models_and_nothing_else()
    {
        var job = study.Job("a");
        study.Train(job, new TestJournal());
        var folder = job.Tree.Models(job.Unit.Id);
        WorkFolders.Publish(job.Tree, job.Folder);
        foreach (var file in Directory.GetFiles(job.Folder.Checkpoints, "*.pth.tar"))
        {
            File.Move(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        var mine = Path.Combine(folder, "checkpoint-of-mine.pth.tar");
        File.WriteAllText(mine, "");

        UnitTrainer.Release(job.Tree, job.Unit.Id);
        UnitTrainer.Release(job.Tree, job.Unit.Id);

        Assert.Equal([mine, job.Tree.Predictions(job.Unit.Id)], Directory.GetFiles(folder).Order());
        Assert.All(Enum.GetValues<Selection>(), selection => Assert.True(File.Exists(job.Tree.Model(job.Unit.Id, selection))));
    }
}
