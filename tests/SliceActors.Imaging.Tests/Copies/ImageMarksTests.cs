using CsCheck;
using SliceActors.Imaging.Copies;
using SliceActors.Imaging.Volumes;

namespace SliceActors.Imaging.Tests.Copies;

public sealed class ImageMarksTests
{
    private static readonly VolumeShape Shape = new(9, 5, 7);
    private static readonly Gen<float[]> Voxels = Gen.Float[-5, 5].Array[9 * 5 * 7];

    [Fact]
    public void The_order_of_the_voxels_in_a_file_changes_no_digest_and_no_thumbnail() => Voxels.Sample(
        values =>
        {
            var tensor = ImageMarks.Of(new Volume(values, Shape, VoxelOrder.LastAxisFastest));
            var nifti = ImageMarks.Of(new Volume(Transposed(values), Shape, VoxelOrder.FirstAxisFastest));

            Assert.Equal(tensor.Voxels, nifti.Voxels);
            Assert.Equal(tensor.Thumbnail.Length, nifti.Thumbnail.Length);
            Assert.All(tensor.Thumbnail.Zip(nifti.Thumbnail), pair => Assert.Equal(pair.First, pair.Second, 1e-5));
        },
        iter: 30);

    [Fact]
    public void One_voxel_or_another_shape_is_another_image() => Voxels.Sample(
        values =>
        {
            var mark = Of(values);
            float[] other = [.. values];
            other[100] += 1;

            Assert.NotEqual(mark.Voxels, Of(other).Voxels);
            Assert.NotEqual(mark.Voxels, ImageMarks.Of(new Volume(values, new VolumeShape(5, 9, 7), VoxelOrder.LastAxisFastest)).Voxels);
        },
        iter: 30);

    [Fact]
    public void Both_zeros_and_all_that_is_no_number_are_the_same_voxel()
    {
        var shape = new VolumeShape(2, 1, 1);
        var odd = BitConverter.Int32BitsToSingle(unchecked((int)0xFFC00001));

        Assert.Equal(Voxels(0f, float.NaN), Voxels(-0f, odd));

        string Voxels(params float[] values) => ImageMarks.Of(new Volume(values, shape, VoxelOrder.FirstAxisFastest)).Voxels;
    }

    [Fact]
    public void Brightness_and_contrast_do_not_count_in_a_thumbnail() => Voxels.Sample(
        values => Assert.All(Of(values).Thumbnail.Zip(Of([.. values.Select(voxel => (30 * voxel) + 500)]).Thumbnail), pair => Assert.Equal(pair.First, pair.Second, 1e-4)),
        iter: 30);

    [Fact]
    public void An_image_of_one_value_has_an_empty_thumbnail() => Assert.All(Of([.. Enumerable.Repeat(3f, 9 * 5 * 7)]).Thumbnail, value => Assert.Equal(0, value));

    private static ImageMark Of(float[] values) => ImageMarks.Of(new Volume(values, Shape, VoxelOrder.LastAxisFastest));

    private static float[] Transposed(float[] values)
    {
        var transposed = new float[values.Length];
        for (var i = 0; i < Shape.Depth; i++)
        {
            for (var j = 0; j < Shape.Height; j++)
            {
                for (var k = 0; k < Shape.Width; k++)
                {
                    transposed[i + (Shape.Depth * (j + (Shape.Height * k)))] = values[k + (Shape.Width * (j + (Shape.Height * i)))];
                }
            }
        }

        return transposed;
    }
}
