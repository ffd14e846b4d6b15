using CsCheck;
using SliceActors.Imaging.Coarse;
using SliceActors.Imaging.Volumes;

namespace SliceActors.Imaging.Tests.Coarse;

public sealed class CoarseImagesTests
{
    private static readonly Gen<(VolumeShape Shape, float[] Values)> Volumes =
        from depth in Gen.Int[1, 30]
        from height in Gen.Int[1, 30]
        from width in Gen.Int[1, 60]
        from values in Gen.Float[-5, 5].Array[depth * height * width]
        select (new VolumeShape(depth, height, width), values);

    [Fact]
    public void Each_number_is_the_mean_of_its_cube() => Volumes.Sample(
        drawn =>
        {
            var means = CoarseImages.Means(new Volume(drawn.Values, drawn.Shape, VoxelOrder.FirstAxisFastest), scaled: false);

            Assert.Equal(Twin(drawn.Shape, drawn.Values), means.Select(mean => (double)mean), new Close());
        },
        iter: 50);

    [Fact]
    public void The_order_of_the_voxels_in_a_file_changes_nothing() => Volumes.Sample(
        drawn =>
        {
            var tensor = new Volume(drawn.Values, drawn.Shape, VoxelOrder.LastAxisFastest);
            var nifti = new Volume(Transposed(drawn.Shape, drawn.Values), drawn.Shape, VoxelOrder.FirstAxisFastest);

            Assert.Equal(CoarseImages.Means(nifti, scaled: true).Select(mean => (double)mean), CoarseImages.Means(tensor, scaled: true).Select(mean => (double)mean), new Close());
        },
        iter: 50);

    [Fact]
    public void Scaled_images_do_not_tell_how_bright_they_were()
    {
        var shape = new VolumeShape(4, 5, 6);
        float[] dark = [.. Enumerable.Range(0, 120).Select(i => (float)(i % 7))];
        float[] bright = [.. dark.Select(voxel => 100 * voxel)];

        Assert.Equal(Means(dark), Means(bright), new Close());
        Assert.Equal(new float[120], CoarseImages.Means(new Volume(new float[120], shape, VoxelOrder.FirstAxisFastest), scaled: true));

        IEnumerable<double> Means(float[] voxels) => CoarseImages.Means(new Volume(voxels, shape, VoxelOrder.FirstAxisFastest), scaled: true).Select(mean => (double)mean);
    }

    [Fact]
    public void A_voxel_that_is_no_number_counts_as_0()
    {
        var means = CoarseImages.Means(new Volume(new[] { float.NaN, 2f }, new VolumeShape(2, 1, 1), VoxelOrder.FirstAxisFastest), scaled: false);

        Assert.Equal([0f, 2f], means);
    }

    private static double[] Twin(VolumeShape shape, float[] values)
    {
        var edge = (int)Math.Ceiling(Math.Max(shape.Depth, Math.Max(shape.Height, shape.Width)) / (double)CoarseImages.MostBlocks);
        return
        [
            .. from z in Enumerable.Range(0, shape.Width)
            from y in Enumerable.Range(0, shape.Height)
            from x in Enumerable.Range(0, shape.Depth)
            group values[x + (shape.Depth * (y + (shape.Height * z)))] by (Z: z / edge, Y: y / edge, X: x / edge) into cube
            orderby cube.Key
            select cube.Average(value => (double)value),
        ];
    }

    private static float[] Transposed(VolumeShape shape, float[] tensor)
    {
        var nifti = new float[tensor.Length];
        for (var at = 0; at < tensor.Length; at++)
        {
            var (k, j, i) = (at % shape.Width, at / shape.Width % shape.Height, at / shape.Width / shape.Height);
            nifti[i + (shape.Depth * (j + (shape.Height * k)))] = tensor[at];
        }

        return nifti;
    }

    private sealed class Close : IEqualityComparer<double>
    {
        public bool Equals(double x, double y) => Math.Abs(x - y) < 1e-5;

        public int GetHashCode(double value) => 0;
    }
}
