using MathNet.Numerics.LinearAlgebra;

namespace SliceActors.Scoring.Baselines;

/// <summary>The inner products of all images of a study, which is all that a linear model has to know of them.</summary>
public static class LinearKernel
{
    /// <summary>Inner products of rows, in double precision.</summary>
    /// <param name="rows">n rows of equal length p.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>A symmetric n × n matrix; the same bytes whatever the number of cores.</returns>
    public static Matrix<double> Of(IReadOnlyList<float[]> rows, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var kernel = Matrix<double>.Build.Dense(rows.Count, rows.Count);
        Parallel.For(0, rows.Count, new ParallelOptions { CancellationToken = cancellation }, i =>
        {
            for (var j = 0; j <= i; j++)
            {
                kernel[i, j] = kernel[j, i] = Dot(rows[i], rows[j]);
            }
        });
        return kernel;
    }

    private static double Dot(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        var sum = 0.0;
        for (var i = 0; i < left.Length; i++)
        {
            sum += (double)left[i] * right[i];
        }

        return sum;
    }
}
