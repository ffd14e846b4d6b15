using SliceActors.Learning.Networks;
using SliceActors.Learning.Prediction;
using SliceActors.Learning.Tests.Training;
using SliceActors.Learning.Tests.Weights;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Tests.Prediction;

public sealed class NetworkPredictorTests : IDisposable
{
    private readonly TinyStudy study = new(slices: 3);

    public void Dispose() => study.Dispose();

    [Theory]
    [InlineData(MemoryFormats.Contiguous)]
    [InlineData(MemoryFormats.Fastest)]
    public void A_trained_network_predicts_what_it_predicted_in_training_bit_for_bit(MemoryFormats formats)
    {
        study.MemoryFormats = formats;
        var job = study.Job("a");
        var outcome = study.Train(job, new TestJournal());

        Assert.All(outcome.Selections, best =>
        {
            var again = NetworkPredictor.Predict(Job(job.Results.Model(job.Unit.Id, best.Selection)), study.Read, ComputeDevice.Cpu, default);
            Assert.Equal(best.Validation!.Proba0.AsEnumerable(), again.Proba0);
            Assert.Equal(best.Validation.Proba1.AsEnumerable(), again.Proba1);
            Assert.Equal(best.Validation.PredictedLabel.AsEnumerable(), again.PredictedLabel);
            Assert.Equal(best.Validation.TotalLoss, again.TotalLoss);
        });
    }

    [Fact]
    public void Networks_side_by_side_predict_the_same_and_come_in_the_order_of_the_jobs()
    {
        var files = Enumerable.Range(0, 4).Select(network =>
        {
            var job = study.Job($"{network}", network: network);
            study.Train(job, new TestJournal());
            return job.Results.Model(job.Unit.Id, Selection.BestLoss);
        }).ToList();
        var alone = files.Select(file => NetworkPredictor.Predict(Job(file), study.Read, ComputeDevice.Cpu, default).Proba1).ToList();
        var done = new List<int>();

        var together = ParallelPrediction.Predict([.. files.Select(Job)], study.Read, ComputeDevice.Cpus(3), count => { lock (done) { done.Add(count); } }, default);

        Assert.Equal(alone, together.Select(predictions => predictions.Proba1));
        Assert.Equal([1, 2, 3, 4], done.Order());
    }

    [Fact]
    public void Every_file_of_another_network_is_named()
    {
        var job = study.Job("a");
        study.Train(job, new TestJournal());
        var (model, copy, absent) = (job.Results.Model(job.Unit.Id, Selection.BestLoss), Path.Combine(study.Root, "copy.pth.tar"), Path.Combine(study.Root, "absent.pth.tar"));
        File.Copy(model, copy);
        var other = ArchitectureTable.Find("Conv4_FC3")!;

        var bad = Assert.Throws<BadInputException>(() => ParallelPrediction.Predict([Job(model) with { Architecture = other }, Job(model), Job(copy) with { Architecture = other }, Job(copy) with { Architecture = other }], study.Read, ComputeDevice.Cpus(2), _ => { }, default));

        Assert.Contains(bad.Findings, finding => finding.Where == model && finding.Found.Contains("features.4.weight", StringComparison.Ordinal));
        Assert.Equal([model, copy], bad.Findings.Where(finding => finding.Found.StartsWith("tensors missing", StringComparison.Ordinal)).Select(finding => finding.Where));
        Assert.ThrowsAny<IOException>(() => ParallelPrediction.Predict([Job(absent)], study.Read, ComputeDevice.Cpus(2), _ => { }, default));
    }

    [Fact]
    public void A_network_whose_weights_are_no_numbers_is_refused_by_file_and_tensor()
    {
        using var network = StateFiles.Network();
        StateFiles.Spoil(network, "classifier.2.weight", float.NaN);
        var model = Path.Combine(study.Root, "diverged.pth.tar");
        StateFiles.Write(model, StateFiles.State(network));

        var finding = Assert.Single(Assert.Throws<BadInputException>(() => ParallelPrediction.Predict([Job(model)], study.Read, ComputeDevice.Cpus(1), _ => { }, default)).Findings);

        Assert.Equal((model, "tensors with values that are NaN or infinite: classifier.2.weight"), (finding.Where, finding.Found));
    }

    [Fact]
    public void A_cancelled_prediction_ends()
    {
        var job = study.Job("a");
        study.Train(job, new TestJournal());
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.Throws<OperationCanceledException>(() => ParallelPrediction.Predict([Job(job.Results.Model(job.Unit.Id, Selection.BestLoss))], study.Read, ComputeDevice.Cpus(1), _ => { }, cancelled.Token));
    }

    private PredictionJob Job(string model) => new()
    {
        Architecture = ArchitectureTable.Find("ConvNet")!,
        ModelFile = model,
        Sessions = study.Fold.Validation,
        Slices = study.Slices,
        Store = null!, // Slices come from Read.
        MemoryFormats = study.MemoryFormats,
    };
}
