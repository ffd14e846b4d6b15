namespace SliceActors.Imaging.Pictures;

/// <summary>How far pictures are from what they reproduce, summed up over the slices of an image. Values are on a scale from 0 to 1.</summary>
/// <param name="side">Rows and columns of a picture, at least 11.</param>
public sealed class PictureErrors(int side)
{
    // Wang, Bovik, Sheikh and Simoncelli, "Image quality assessment: from error visibility to structural similarity", IEEE Transactions on Image Processing 2004.
    private const int Window = 11;
    private const double Sigma = 1.5;
    private const double LuminanceTerm = 0.01 * 0.01;
    private const double ContrastTerm = 0.03 * 0.03;

    private static readonly double[] Weights = Gaussian();

    private readonly double[] across = new double[side * side];
    private double absolute;
    private double squared;
    private double similarity;
    private int pictures;

    /// <summary>Mean absolute error.</summary>
    public double Mae => absolute / pictures / (side * side);

    /// <summary>Root of the mean squared error.</summary>
    public double Rmse => Math.Sqrt(squared / pictures / (side * side));

    /// <summary>Peak signal-to-noise ratio in decibels, the peak being 1; NaN where nothing differs.</summary>
    public double Psnr => squared == 0 ? double.NaN : -20 * Math.Log10(Rmse);

    /// <summary>
    /// Structural similarity, mean over the slices: 1 where nothing differs. Means, variances and covariance in windows of 11 × 11 pixels that lie wholly within the picture, weighed by a Gaussian of
    /// 1.5 pixels (Wang et al. 2004).
    /// </summary>
    public double Ssim => similarity / pictures;

    /// <summary>Adds a picture.</summary>
    /// <param name="expected">Pixels row after row.</param>
    /// <param name="found">The same, as reproduced.</param>
    public void Add(ReadOnlySpan<float> expected, ReadOnlySpan<float> found)
    {
        var (x, y) = (new double[expected.Length], new double[expected.Length]);
        for (var i = 0; i < x.Length; i++)
        {
            (x[i], y[i]) = (expected[i], found[i]);
            absolute += Math.Abs(x[i] - y[i]);
            squared += (x[i] - y[i]) * (x[i] - y[i]);
        }

        similarity += Similarity(x, y);
        pictures++;
    }

    private double Similarity(double[] x, double[] y)
    {
        var (meanX, meanY) = (Blurred(x), Blurred(y));
        var (squareX, squareY, product) = (Blurred(Product(x, x)), Blurred(Product(y, y)), Blurred(Product(x, y)));
        var sum = 0.0;
        for (var i = 0; i < meanX.Length; i++)
        {
            var (means, squares) = (meanX[i] * meanY[i], (meanX[i] * meanX[i]) + (meanY[i] * meanY[i]));
            var (covariance, variances) = (product[i] - means, squareX[i] + squareY[i] - squares);
            sum += ((2 * means) + LuminanceTerm) * ((2 * covariance) + ContrastTerm) / ((squares + LuminanceTerm) * (variances + ContrastTerm));
        }

        return sum / meanX.Length;
    }

    private double[] Blurred(double[] picture)
    {
        var inner = side - Window + 1;
        for (var row = 0; row < side; row++)
        {
            for (var column = 0; column < inner; column++)
            {
                var sum = 0.0;
                for (var w = 0; w < Window; w++)
                {
                    sum += Weights[w] * picture[(row * side) + column + w];
                }

                across[(row * side) + column] = sum;
            }
        }

        var blurred = new double[inner * inner];
        for (var row = 0; row < inner; row++)
        {
            for (var column = 0; column < inner; column++)
            {
                var sum = 0.0;
                for (var w = 0; w < Window; w++)
                {
                    sum += Weights[w] * across[((row + w) * side) + column];
                }

                blurred[(row * inner) + column] = sum;
            }
        }

        return blurred;
    }

    private static double[] Product(double[] x, double[] y)
    {
        var product = new double[x.Length];
        for (var i = 0; i < product.Length; i++)
        {
            product[i] = x[i] * y[i];
        }

        return product;
    }

    private static double[] Gaussian()
    {
        double[] weights = [.. Enumerable.Range(-(Window / 2), Window).Select(distance => Math.Exp(-distance * distance / (2 * Sigma * Sigma)))];
        var sum = weights.Sum();
        return [.. weights.Select(weight => weight / sum)];
    }
}
