using SliceActors.Benchmarks.Measuring;
using SliceActors.Benchmarks.Studies;
using SliceActors.Learning.Checkpoints;
using SliceActors.Learning.Objectives;
using SliceActors.Learning.Training;
using SliceActors.Runs.Machines;

namespace SliceActors.Benchmarks.Parts;

/// <summary>What one checkpoint costs when nothing else is done.</summary>
internal static class CheckpointCost
{
    private const int Repetitions = 5;

    /// <summary>Writes the checkpoint of a study's first network several times.</summary>
    /// <param name="study">The study.</param>
    /// <param name="folder">Made for it, and deleted.</param>
    /// <returns>Medians, and its size in bytes.</returns>
    public static (Usage Usage, long Bytes) Of(BenchmarkStudy study, string folder)
    {
        using var learner = Learner.Create(study.Spec, study.Units[0].Id, ComputeDevice.Cpu);
        var bytes = 0L;
        var usages = Enumerable.Range(0, Repetitions).Select(_ => Usage.Of(() =>
        {
            using var writing = new GenerationWriting(new CheckpointFolder(folder), learner, epoch: 0);
            var (network, optimizer) = writing.Finish(new EpochScore(0.5, 0.5));
            bytes = network.Length + optimizer.Length;
        })).ToList();
        Directory.Delete(folder, recursive: true);
        return (new Usage(usages.Select(usage => usage.WallSeconds).Median(), usages.Select(usage => usage.CpuSeconds).Median(), 0), bytes);
    }
}
