using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;

namespace SliceActors.Scoring.Baselines;

/// <summary>
/// Ridge regression of the class, −1 or 1, on many voxels (Hoerl and Kennard, Technometrics 1970) in its dual form (Saunders, Gammerman and Vovk, ICML 1998),
/// both classes weighing the same, the intercept not penalised. Sensible where there are more voxels than people. Of the penalties 10⁻⁴ … 10⁴ times the mean
/// eigenvalue of the kernel it takes the one with the least squared error of people left out of the training set one after the other, the largest of equally
/// good ones: leaving people out costs no further fit, since with the hat matrix H their residuals are (I − H)⁻¹ times those of the fit (Cook and Weisberg,
/// "Residuals and Influence in Regression", 1982).
/// </summary>
public sealed class KernelRidge
{
    private const int Decades = 4;

    private readonly IReadOnlyList<int> train;
    private readonly Vector<double> shares; // of each training example in the weighted mean
    private readonly Vector<double> means; // of the kernel's columns over the training set
    private readonly Vector<double> coefficients;
    private readonly double meanOfMeans;

    private KernelRidge(IReadOnlyList<int> train, Vector<double> shares, Vector<double> means, Vector<double> coefficients, double penalty)
    {
        (this.train, this.shares, this.means, this.coefficients, Penalty) = (train, shares, means, coefficients, penalty);
        meanOfMeans = Sum(i => shares[i] * means[train[i]]);
    }

    /// <summary>The penalty that was taken.</summary>
    public double Penalty { get; }

    /// <summary>Learns from a training set.</summary>
    /// <param name="kernel">Inner products of all images, n × n.</param>
    /// <param name="train">Rows of the training set.</param>
    /// <param name="labels">Class of each of these rows, 0 or 1; both occur.</param>
    /// <param name="participants">Participant of each of these rows.</param>
    /// <returns>Null when the images of the training set do not differ, or are all of one participant.</returns>
    public static KernelRidge? Fit(Matrix<double> kernel, IReadOnlyList<int> train, IReadOnlyList<int> labels, IReadOnlyList<string> participants)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(train);
        var n = train.Count;
        var weights = Vector<double>.Build.DenseOfEnumerable(BinaryTargets.Weights(labels));
        var (shares, roots) = (weights / weights.Sum(), weights.PointwiseSqrt());
        var means = Vector<double>.Build.Dense(kernel.ColumnCount, column => Enumerable.Range(0, n).Sum(i => shares[i] * kernel[train[i], column]));
        var meanOfMeans = Enumerable.Range(0, n).Sum(i => shares[i] * means[train[i]]);
        var scaled = Matrix<double>.Build.Dense(n, n, (i, j) => roots[i] * roots[j] * (kernel[train[i], train[j]] - means[train[i]] - means[train[j]] + meanOfMeans));
        var mean = scaled.Trace() / n;
        int[][] people = [.. Enumerable.Range(0, n).GroupBy(i => participants[i], StringComparer.Ordinal).Select(rows => rows.ToArray())];

        // What rounding leaves of images that are equal.
        if (people.Length < 2 || !(mean > 1e-12 * kernel.Diagonal().AbsoluteMaximum()))
        {
            return null;
        }

        var decomposed = scaled.Evd(Symmetricity.Symmetric);
        var targets = roots.PointwiseMultiply(Vector<double>.Build.Dense(n, i => labels[i] == 1 ? 1.0 : -1.0));
        var rotated = decomposed.EigenVectors.TransposeThisAndMultiply(targets);
        var best = Enumerable.Range(-Decades, (2 * Decades) + 1).Reverse()
            .Select(decade => mean * Math.Pow(10, decade))
            .MinBy(penalty => ErrorOfPeopleLeftOut(decomposed, rotated, targets, roots, penalty, people));
        var solved = decomposed.EigenVectors * rotated.PointwiseDivide(decomposed.EigenValues.Real() + best);
        return new KernelRidge([.. train], shares, means, roots.PointwiseMultiply(solved), best);
    }

    /// <summary>What it says of an image: above 0 speaks for class 1.</summary>
    /// <param name="kernel">The inner products that it learned from.</param>
    /// <param name="row">Row of the image.</param>
    public double Score(Matrix<double> kernel, int row)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        var mean = means[row];
        return Sum(i => coefficients[i] * (kernel[train[i], row] - means[train[i]] - mean + meanOfMeans));
    }

    internal static double ErrorOfPeopleLeftOut(
        Evd<double> decomposed, Vector<double> rotated, Vector<double> targets, Vector<double> roots, double penalty, int[][] people)
    {
        var vectors = decomposed.EigenVectors;
        var shrunk = decomposed.EigenValues.Real().Map(value => value / (value + penalty));
        var residuals = targets - (vectors * shrunk.PointwiseMultiply(rotated));
        var total = roots.DotProduct(roots);
        return people.Sum(rows =>
        {
            // The intercept is one more column of the model: that of the roots.
            var free = Matrix<double>.Build.Dense(rows.Length, rows.Length, (i, j) =>
                (i == j ? 1.0 : 0.0) - (roots[rows[i]] * roots[rows[j]] / total) - Shrunk(vectors, shrunk, rows[i], rows[j]));
            var own = Vector<double>.Build.Dense(rows.Length, i => residuals[rows[i]]);
            var leftOut = rows.Length == 1 ? own / free[0, 0] : free.Solve(own);
            return leftOut.DotProduct(leftOut);
        });
    }

    private static double Shrunk(Matrix<double> vectors, Vector<double> shrunk, int left, int right)
    {
        var sum = 0.0;
        for (var k = 0; k < shrunk.Count; k++)
        {
            sum += vectors[left, k] * shrunk[k] * vectors[right, k];
        }

        return sum;
    }

    private double Sum(Func<int, double> term)
    {
        var sum = 0.0;
        for (var i = 0; i < train.Count; i++)
        {
            sum += term(i);
        }

        return sum;
    }
}
