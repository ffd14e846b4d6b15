using SliceActors.Imaging.Tests.Support;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Tests.Nifti;

/// <summary>Expected numbers: <c>nibabel.load(file).affine</c>, nibabel 5.0.0.</summary>
public class NiftiAffineTests
{
    [Fact]
    public void The_sform_comes_first() => AssertAffine(
        [1.5, 0, 0, -84, 0, 2, 0.25, -119, 0, 0, 1, -78],
        new NiftiBytes().Qform(1, 0, 1, 0, 9, 9, 9).Sform(1, 1.5, 0, 0, -84, 0, 2, 0.25, -119, 0, 0, 1, -78));

    [Fact]
    public void Else_the_qform() => AssertAffine(
        [
            0.375, -1.6614378277661477, 1.234313483298443, 1,
            -0.1692810861169262, 0.75, 2.734313483298443, 2,
            0.9114378277661477, 0.8228756555322952, 0, 3,
        ],
        new NiftiBytes().Sizes(-1, 1, 2, 3).Qform(1, 0.5, -0.5, 0.25, 1, 2, 3));

    [Fact]
    public void Else_voxel_sizes_around_the_centre_pointing_left() => AssertAffine(
        [-2, 0, 0, 1, 0, 1.5, 0, -1.5, 0, 0, 1, -1.5], new NiftiBytes().Sizes(1, 2, -1.5, 0));

    [Fact]
    public void An_impossible_quaternion_is_refused()
    {
        var error = Assert.Throws<BadInputException>(() => NiftiReadTests.Read(new NiftiBytes().Qform(1, 1, 1, 1, 0, 0, 0).Build()));
        Assert.Contains("quaternion", Assert.Single(error.Findings).Found, StringComparison.Ordinal);
    }

    private static void AssertAffine(double[] expected, NiftiBytes file)
    {
        var affine = NiftiReadTests.Read(file.Build()).Header.Affine;
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal(expected[i], affine[i / 4, i % 4], 1e-12);
        }
    }
}
