using SliceActors.Learning.Computing;
using static TorchSharp.torch;

namespace SliceActors.Learning.Tests.Computing;

/// <summary>Shows a network of double precision its images in double precision.</summary>
internal sealed class DoubleComputer(IBatchComputer computer) : IBatchComputer
{
    public (Tensor Output, Tensor Loss) Learn(Tensor images, Tensor labels, bool updates, CancellationToken cancellation) =>
        computer.Learn(images.to(ScalarType.Float64), labels, updates, cancellation);

    public Tensor Answer(Tensor images, CancellationToken cancellation) => computer.Answer(images.to(ScalarType.Float64), cancellation);

    public void Dispose() => computer.Dispose();
}
