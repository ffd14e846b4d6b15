using System.Globalization;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Tests.Support;

namespace SliceActors.Imaging.Tests.Nifti;

/// <summary>Real volumes against what nibabel reads in them (<c>reference-stats.tsv</c> beside each set).</summary>
public class ReferenceStatsTests
{
    [SkippableTheory]
    [InlineData("ds002748-simatrophy-2mm", 12)]
    [InlineData("ds002748-t1linear", 4)]
    [InlineData("ixi-2mm", 12)]
    public void Volumes_have_the_statistics_that_nibabel_computes(string set, int files)
    {
        foreach (var row in Table(Shared.Require("data", set, "reference-stats.tsv")).Take(files))
        {
            var path = Shared.Require("data", set, row["file"]);
            var volume = NiftiVolume.Read(path);
            var shape = volume.Header.Shape;
            var voxels = volume.Voxels.ToArray();
            Assert.Equal(row["shape"], shape.ToString());
            Assert.Equal(shape, ImageHeader.Read(path));
            AssertNear(row["voxel_mm"], volume.Header.Affine.VoxelSize(0));
            AssertNear(row["scl_slope"], volume.Header.Slope);
            AssertNear(row["min"], voxels.Min());
            AssertNear(row["max"], voxels.Max());
            AssertNear(row["mean"], voxels.Average(x => (double)x));
            Assert.Equal(row["nonzero"], voxels.Count(x => x != 0).ToString(CultureInfo.InvariantCulture));
            AssertNear(row["sagittal_mid_mean"], Mean((i, _, _) => i == shape.Depth / 2));
            AssertNear(row["coronal_mid_mean"], Mean((_, j, _) => j == shape.Height / 2));
            AssertNear(row["axial_mid_mean"], Mean((_, _, k) => k == shape.Width / 2));
            AssertNear(row["voxel_40pct"], At(shape.Depth * 2 / 5, shape.Height * 2 / 5, shape.Width * 2 / 5));

            float At(int i, int j, int k) => voxels[i + shape.Depth * (j + shape.Height * k)];

            double Mean(Func<int, int, int, bool> take) => voxels
                .Where((_, n) => take(n % shape.Depth, n / shape.Depth % shape.Height, n / shape.Depth / shape.Height)).Average(x => (double)x);
        }
    }

    [SkippableFact]
    public void Every_variant_of_the_format_holds_what_nibabel_finds_in_it()
    {
        foreach (var row in Table(Shared.Require("data", "nifti-format-samples", "reference-stats.tsv")))
        {
            var volume = NiftiVolume.Read(Shared.Require("data", "nifti-format-samples", row["file"]));
            var shape = volume.Header.Shape;
            var voxels = volume.Voxels.ToArray();
            var numbers = voxels.Where(x => !float.IsNaN(x)).ToArray();
            Assert.Equal(row["shape"], shape.ToString());
            AssertNear(row["min"], numbers.Min());
            AssertNear(row["max"], numbers.Max());
            AssertNear(row["mean"], numbers.Average(x => (double)x));
            Assert.Equal(row["nan_count"], (voxels.Length - numbers.Length).ToString(CultureInfo.InvariantCulture));
            foreach (var name in row.Keys.Where(name => name.StartsWith("v_", StringComparison.Ordinal)))
            {
                var at = name.Split('_')[1..].Select(x => int.Parse(x, CultureInfo.InvariantCulture)).ToArray();
                AssertNear(row[name], voxels[at[0] + shape.Depth * (at[1] + shape.Height * at[2])]);
            }
        }
    }

    private static void AssertNear(string expected, double actual)
    {
        var number = double.Parse(expected, CultureInfo.InvariantCulture);
        Assert.Equal(number, actual, 1e-6 * Math.Max(1, Math.Abs(number)));
    }

    private static IEnumerable<Dictionary<string, string>> Table(string path)
    {
        var lines = File.ReadAllLines(path);
        var names = lines[0].Split('\t');
        return lines[1..].Select(line => names.Zip(line.Split('\t')).ToDictionary(pair => pair.First, pair => pair.Second));
    }
}
