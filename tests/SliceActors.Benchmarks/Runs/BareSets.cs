using SliceActors.Benchmarks.Studies;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Batches;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using static TorchSharp.torch;

namespace SliceActors.Benchmarks.Runs;

/// <summary>The two sets of a network as tensors.</summary>
/// <param name="Train">Training set: images [N, 1, 224, 224] and labels [N].</param>
/// <param name="Validation">Validation set.</param>
internal sealed record BareSets((Tensor Images, Tensor Labels) Train, (Tensor Images, Tensor Labels) Validation) : IDisposable
{
    /// <summary>Copies the sets out of the store.</summary>
    public static BareSets Of(BenchmarkStudy study, TrainingUnit unit, SliceStore store) =>
        new(Tensors(study.Set(unit, DataSubset.Train, store)), Tensors(study.Set(unit, DataSubset.Validation, store)));

    public void Dispose()
    {
        Train.Images.Dispose();
        Train.Labels.Dispose();
        Validation.Images.Dispose();
        Validation.Labels.Dispose();
    }

    private static (Tensor Images, Tensor Labels) Tensors(SliceSet set)
    {
        using var scope = NewDisposeScope();
        using var buffer = new BatchBuffer(set.Count, ItemShape.Of(SliceShape.Usual), CPU);
        var (images, labels) = buffer.Load(set, Enumerable.Range(0, set.Count).ToArray());
        return (images.clone().DetachFromDisposeScope(), labels.clone().DetachFromDisposeScope());
    }
}
