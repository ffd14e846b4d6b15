using System.Security.Cryptography;
using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Volumes;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Checkpoints;
using SliceActors.Learning.Tests.Logs;
using SliceActors.Learning.Tests.Networks.Custom;
using SliceActors.Learning.Training;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Training;

public sealed class AutoencoderTrainingTests : IDisposable
{
    private const int Slices = 3;
    private static readonly VolumeShape Shape = new(24, 28, 35);
    private readonly TinyStudy study;

    public AutoencoderTrainingTests()
    {
        study = Study();
        foreach (var image in study.Images)
        {
            // An oblique grid of unequal voxels, its first axis pointing to the left.
            var affine = new VoxelToWorld(-1.5, 0.2, 0, 20, 0.1, 2, -0.3, -30, 0, 0.4, 1.25, -40);
            NiftiWriter.Write(image.Path, Shape, new float[Shape.VoxelCount], affine);
        }
    }

    public void Dispose() => study.Dispose();

    [Fact]
    public void Its_best_epoch_is_that_of_the_lowest_loss_and_it_predicts_nothing()
    {
        study.Network = TinyStudy.ConvNet;
        var journal = new TestJournal();
        var job = study.Job("a");

        var best = Assert.Single(study.Train(job, journal).Selections);

        var losses = journal.Reports.Select(report => report.ValidationLoss).ToList();
        Assert.Equal((Selection.BestLoss, losses.IndexOf(losses.Min()), losses.Min()), (best.Selection, best.Epoch, best.ValidationLoss));
        Assert.NotEqual(0, best.Epoch);
        Assert.Equal((null, null), (best.Train, best.Validation));
        Assert.True(double.IsNaN(best.ValidationBalancedAccuracy));
        Assert.All(journal.Reports, report => Assert.True(double.IsNaN(report.TrainBalancedAccuracy) && double.IsNaN(report.ValidationBalancedAccuracy)));
        Assert.True(DurableFile.Matches(job.Results.Model(job.Unit.Id, Selection.BestLoss), best.Model));
        Assert.False(File.Exists(job.Results.Model(job.Unit.Id, Selection.BestBalancedAccuracy)));
    }

    [Fact]
    public void Its_log_has_losses_only_where_ClinicaDL_writes_them()
    {
        // 15 items, 8 batches; an evaluation after the fourth.
        study.Optimisation = study.Optimisation with { Epochs = 2, EvaluationSteps = 4 };
        var job = study.Job("a");

        study.Train(job, new TestJournal());

        var table = File.ReadAllLines(job.Results.TrainingTsv(job.Unit.Id)).Select(line => line.Split('\t')).ToList();
        Assert.Equal("epoch iteration time loss_train loss_valid", string.Join(' ', table[0]));
        Assert.Equal(["0 3", "0 7", "1 3", "1 7"], table.Skip(1).Select(row => $"{row[0]} {row[1]}"));
        foreach (var subset in Enum.GetValues<DataSubset>())
        {
            var file = Assert.Single(Directory.GetFiles(Path.Combine(job.Results.TensorBoard(job.Unit.Id), subset.Term())));
            var scalars = EventFileReader.Read(file).Where(scalar => scalar.Tag is not null).ToList();
            Assert.All(scalars, scalar => Assert.Equal("loss", scalar.Tag));
            Assert.Equal([3, 7, 11, 15], scalars.Select(scalar => scalar.Step));
        }
    }

    [Fact]
    public void The_loss_of_a_set_is_the_mean_over_all_its_elements_also_when_the_last_batch_is_not_full()
    {
        using var scope = NewDisposeScope();
        var job = study.Job("a");
        using var learner = Learner.Create(job.Spec, job.Unit.Id, ComputeDevice.Cpu);
        var set = new SliceSet(study.Fold.Train, study.Slices, study.Read);
        Assert.NotEqual(0, set.Count % Learner.EvaluationBatch);

        var evaluation = learner.Evaluate(set, default);

        learner.Network.eval();
        var images = stack(Enumerable.Range(0, set.Count).Select(item => tensor(set.Pixels(item).ToArray()).reshape(1, 224, 224))).to(float32) / 255;
        using var withoutGradients = no_grad();
        var expected = (learner.Network.call(images) - images).to(float64).square().mean().item<double>();
        Assert.Equal(1, evaluation.Score.Loss / expected, 1e-5);
        Assert.Null(evaluation.Predictions);
    }

    [Fact]
    public void Cancelled_at_any_moment_and_resumed_it_leaves_the_same_bytes()
    {
        var reads = 0;
        var undisturbed = Everything("undisturbed", new TestJournal(), (image, slice) =>
        {
            reads++;
            return study.Read(image, slice);
        });
        Assert.Equal(3 + (2 * ((2 * Slices) + 2)), undisturbed.Count);

        // Slices are read while training, evaluating and reproducing them, so their count is a clock that passes through all of it.
        foreach (var moment in Enumerable.Range(0, reads / 17).Select(i => i * 17).Append(reads - 5).Append(reads - 1))
        {
            var journal = new TestJournal();
            var clock = 0;
            Assert.ThrowsAny<OperationCanceledException>(() => study.Train(
                study.Job($"at-{moment}"),
                journal,
                (image, slice) => clock++ == moment ? throw new OperationCanceledException() : study.Read(image, slice)));

            Assert.Equal(undisturbed, Everything($"at-{moment}", journal, study.Read));
        }
    }

    [Fact]
    public void Each_slice_of_the_first_image_of_each_set_is_shown_where_it_lies()
    {
        var job = study.Job("a");
        study.Train(job, new TestJournal());
        var source = NiftiHeader.Read(study.Images[0].Path).Affine;

        foreach (var (subset, image) in new[] { (DataSubset.Train, 0), (DataSubset.Validation, 5) })
        {
            var folder = job.Results.Reconstructions(study.Fold.Fold, subset);
            Assert.Equal(
                Enumerable.Range(0, Slices).SelectMany(t => new[] { $"input-{t}.nii.gz", $"output-{t}.nii.gz" }).Order(),
                Directory.GetFiles(folder).Select(Path.GetFileName).Order());
            Assert.True(File.Exists(folder + ".png"));
            var volume = NiftiVolume.Read(Path.Combine(folder, "input-2.nii.gz"));
            Assert.Equal(new VolumeShape(1, 224, 224), volume.Header.Shape);
            Assert.Equal(study.Read(image, new SliceIndex(22)).ToArray().Select(pixel => pixel / 255f), Enumerable.Range(0, 224 * 224).Select(i => volume.Voxels.Span[(i / 224) + (i % 224 * 224)]));
            for (var row = 0; row < 3; row++)
            {
                // The middle of the picture is the middle of slice 22.
                var affine = volume.Header.Affine;
                var middle = affine[row, 3] + (111.5 * (affine[row, 1] + affine[row, 2]));
                Assert.Equal((22 * source[row, 0]) + (13.5 * source[row, 1]) + (17 * source[row, 2]) + source[row, 3], middle, 1e-4);
            }
        }
    }

    [Fact]
    public void What_it_reproduces_is_the_answer_of_the_best_network()
    {
        using var scope = NewDisposeScope();
        var job = study.Job("a");
        study.Train(job, new TestJournal());
        using var learner = Learner.Create(job.Spec, job.Unit.Id, ComputeDevice.Cpu);
        NetworkFile.Load(job.Results.Model(job.Unit.Id, Selection.BestLoss), learner.Network);
        learner.Network.eval();
        using var withoutGradients = no_grad();
        var slice = (tensor(study.Read(0, new SliceIndex(21)).ToArray()).to(float32) / 255).reshape(1, 1, 224, 224);

        var expected = learner.Network.call(slice).reshape(224, 224).t().contiguous().ToFloats();

        var shown = NiftiVolume.Read(Path.Combine(job.Results.Reconstructions(study.Fold.Fold, DataSubset.Train), "output-1.nii.gz")).Voxels.ToArray();
        var tolerance = 1e-5f * expected.Max(Math.Abs);

        // Here the slice is alone in its batch: convolutions may add up in another order.
        Assert.All(expected.Zip(shown), pair => Assert.Equal(pair.First, pair.Second, tolerance));
    }

    private static TinyStudy Study()
    {
        var study = new TinyStudy(slices: Slices)
        {
            NetworkType = NetworkType.Autoencoder,
            Visualization = true,
            Network = CustomFiles.Small,
        };
        study.Images = [.. Enumerable.Range(0, 8).Select(image => new PlannedImage($"sub-{image}", "ses-M00", Path.Combine(study.Root, $"{image}.nii")))];
        study.Optimisation = study.Optimisation with { Epochs = 3, LearningRate = 1e-3 };
        return study;
    }

    /// <summary>All that is left, but for checkpoints and the time.</summary>
    private Dictionary<string, string> Everything(string folder, TestJournal journal, SlicePixels read)
    {
        var job = study.Job(folder, journal);
        var result = UnitResult.Of(job, study.Train(job, journal, read));
        var root = job.Results.Fold(study.Fold.Fold);
        var files = Directory.GetFiles(Path.Combine(root, "autoencoder_reconstruction"), "*", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(root, path), path => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))));
        (files["outcome"], files["models"], files["log"]) = (result.Outcome, result.Models, result.Log);
        return files;
    }
}
