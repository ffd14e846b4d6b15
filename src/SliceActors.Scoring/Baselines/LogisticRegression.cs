using MathNet.Numerics.LinearAlgebra;

namespace SliceActors.Scoring.Baselines;

/// <summary>
/// Logistic regression of the class on a few covariates, both classes weighing the same, with half the squared length of the coefficients as penalty (the
/// intercept is free), fitted by Newton's method (Hastie, Tibshirani and Friedman, "The Elements of Statistical Learning", 2009, section 4.4). Covariates are
/// standardised by mean and standard deviation of the training set; one that does not vary there counts for nothing, and one that is not known is taken for
/// the mean.
/// </summary>
public sealed class LogisticRegression
{
    private const int MostSteps = 200;
    private const double Precision = 1e-10;

    private readonly (double Mean, double Deviation)[] scales;
    private readonly Vector<double> coefficients; // the intercept first

    private LogisticRegression((double Mean, double Deviation)[] scales, Vector<double> coefficients) => (this.scales, this.coefficients) = (scales, coefficients);

    /// <summary>Learns from a training set.</summary>
    /// <param name="covariates">Of each example as many values; NaN where one is not known.</param>
    /// <param name="labels">Class of each example, 0 or 1; both occur.</param>
    public static LogisticRegression Fit(IReadOnlyList<double[]> covariates, IReadOnlyList<int> labels)
    {
        ArgumentNullException.ThrowIfNull(covariates);
        ArgumentNullException.ThrowIfNull(labels);
        (double Mean, double Deviation)[] scales = [.. Enumerable.Range(0, covariates[0].Length).Select(column => Scale([.. covariates.Select(row => row[column])]))];
        var rows = Matrix<double>.Build.DenseOfRows(covariates.Select(row => Standardised(row, scales)));
        var weights = BinaryTargets.Weights(labels);
        var coefficients = Vector<double>.Build.Dense(rows.ColumnCount);
        for (var step = 0; step < MostSteps; step++)
        {
            var shares = (rows * coefficients).Map(Share);
            var slope = rows.TransposeThisAndMultiply(Vector<double>.Build.Dense(labels.Count, i => weights[i] * (labels[i] - shares[i]))) - Penalised(coefficients);
            if (slope.InfinityNorm() < Precision)
            {
                break;
            }

            var curvature = rows.TransposeThisAndMultiply(Matrix<double>.Build.Dense(rows.RowCount, rows.ColumnCount, (i, j) => weights[i] * shares[i] * (1 - shares[i]) * rows[i, j]))
                + Matrix<double>.Build.DenseDiagonal(rows.ColumnCount, rows.ColumnCount, column => column == 0 ? 0 : 1);
            coefficients = Step(rows, labels, weights, coefficients, curvature.Solve(slope));
        }

        return new LogisticRegression(scales, coefficients);
    }

    /// <summary>What it says of an example: above 0 speaks for class 1.</summary>
    /// <param name="covariates">As in the training set.</param>
    public double Score(double[] covariates)
    {
        ArgumentNullException.ThrowIfNull(covariates);
        return Vector<double>.Build.Dense(Standardised(covariates, scales)).DotProduct(coefficients);
    }

    // A whole step may lead too far from a start that is far off: it is halved until it is one downwards.
    private static Vector<double> Step(Matrix<double> rows, IReadOnlyList<int> labels, double[] weights, Vector<double> from, Vector<double> step)
    {
        var before = Cost(rows, labels, weights, from);
        for (var share = 1.0; share > 1e-6; share /= 2)
        {
            var next = from + (share * step);
            if (Cost(rows, labels, weights, next) <= before)
            {
                return next;
            }
        }

        return from;
    }

    private static double Cost(Matrix<double> rows, IReadOnlyList<int> labels, double[] weights, Vector<double> coefficients)
    {
        var scores = rows * coefficients;
        return Enumerable.Range(0, labels.Count).Sum(i => weights[i] * Softplus(labels[i] == 1 ? -scores[i] : scores[i])) + (Penalised(coefficients).DotProduct(coefficients) / 2);
    }

    private static Vector<double> Penalised(Vector<double> coefficients)
    {
        var penalised = coefficients.Clone();
        penalised[0] = 0;
        return penalised;
    }

    private static double[] Standardised(double[] row, (double Mean, double Deviation)[] scales) =>
        [1, .. row.Select((value, column) => double.IsNaN(value) || scales[column].Deviation == 0 ? 0 : (value - scales[column].Mean) / scales[column].Deviation)];

    private static (double Mean, double Deviation) Scale(double[] values)
    {
        double[] known = [.. values.Where(value => !double.IsNaN(value))];
        var mean = known.Length == 0 ? 0 : known.Average();
        return (mean, known.Length == 0 ? 0 : Math.Sqrt(known.Average(value => (value - mean) * (value - mean))));
    }

    private static double Share(double score) => 1 / (1 + Math.Exp(-score));

    private static double Softplus(double value) => Math.Max(value, 0) + Math.Log(1 + Math.Exp(-Math.Abs(value)));
}
