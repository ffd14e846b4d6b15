using System.Globalization;
using SliceActors.Imaging.Pictures;
using SliceActors.Testing;

namespace SliceActors.Imaging.Tests.Pictures;

public class PictureErrorsTests
{
    private const int Side = 32;

    /// <summary>Structural similarity by SciPy's own Gaussian filter, where windows lie within the picture.</summary>
    private const string Twin = """
        import sys
        import numpy
        from scipy.ndimage import gaussian_filter
        side, count = 32, 3
        i = numpy.arange(count * side * side)
        x, y = (((i * a) % b / b).astype(numpy.float32).astype(float).reshape(count, side, side) for a, b in ((37, 101), (53, 103)))
        blur = lambda z: gaussian_filter(z, 1.5, truncate=5 / 1.5, mode="constant")[5:-5, 5:-5]
        def ssim(a, b):
            ma, mb = blur(a), blur(b)
            va, vb, cov = blur(a * a) - ma * ma, blur(b * b) - mb * mb, blur(a * b) - ma * mb
            return (((2 * ma * mb + 1e-4) * (2 * cov + 9e-4)) / ((ma * ma + mb * mb + 1e-4) * (va + vb + 9e-4))).mean()
        mse = ((x - y) ** 2).mean()
        print(abs(x - y).mean(), mse ** 0.5, 10 * numpy.log10(1 / mse), numpy.mean([ssim(a, b) for a, b in zip(x, y)]))
        """;

    [SkippableFact]
    public void Errors_are_those_of_SciPy()
    {
        var errors = new PictureErrors(Side);
        for (var picture = 0; picture < 3; picture++)
        {
            var first = picture * Side * Side;
            errors.Add(
                [.. Enumerable.Range(first, Side * Side).Select(i => (float)(i * 37 % 101 / 101.0))],
                [.. Enumerable.Range(first, Side * Side).Select(i => (float)(i * 53 % 103 / 103.0))]);
        }

        double[] expected = [.. Python.Run("scipy", Twin).Split(' ').Select(number => double.Parse(number, CultureInfo.InvariantCulture))];

        Assert.Equal(expected[0], errors.Mae, 1e-9);
        Assert.Equal(expected[1], errors.Rmse, 1e-9);
        Assert.Equal(expected[2], errors.Psnr, 1e-9);
        Assert.Equal(expected[3], errors.Ssim, 1e-9);
    }

    [Fact]
    public void What_is_reproduced_exactly_has_no_error()
    {
        var errors = new PictureErrors(Side);
        float[] picture = [.. Enumerable.Range(0, Side * Side).Select(i => i % 7 / 7f)];

        errors.Add(picture, picture);

        Assert.Equal((0, 0, double.NaN), (errors.Mae, errors.Rmse, errors.Psnr));
        Assert.Equal(1, errors.Ssim, 1e-12);
    }
}
