using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Tests.PyTorch;
using SliceActors.Imaging.Tests.Support;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Tests.Slices;

public class SlicePreparerTests
{
    public static TheoryData<int, int, int> Shapes => new() { { 17, 19, 23 }, { 40, 33, 16 }, { 5, 3, 4 }, { 250, 31, 18 }, { 1, 1, 1 } };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_slice_of_every_direction_and_order_equals_the_slow_twin(int depth, int height, int width)
    {
        var random = new CountedRandom(7);
        var array = new float[depth, height, width];
        foreach (var (i, j, k) in Indices(depth, height, width))
        {
            array[i, j, k] = (float)(random.NextGaussian() * 300);
        }

        var shape = new VolumeShape(depth, height, width);
        foreach (var direction in Enum.GetValues<SliceDirection>())
        {
            var slices = new SliceRange(new SliceIndex(0), shape.SlicesAlong(direction));
            foreach (var order in Enum.GetValues<VoxelOrder>())
            {
                var seen = new List<SliceIndex>();
                new SlicePreparer(shape, order, direction, unnormalize: false).Prepare(InOrder(array, order), slices, (slice, pixels) =>
                {
                    seen.Add(slice);
                    Assert.True(pixels.SequenceEqual(Planes.PrepareSlowly(Slice(array, direction, slice.Value))), $"{direction} {order} {slice}");
                });
                Assert.Equal(Enumerable.Range(0, slices.Count).Select(slices.At), seen);
            }
        }
    }

    [Fact]
    public void A_constant_slice_becomes_all_zero() => Assert.All(Prepare([5, 5, 5, 5]), pixel => Assert.Equal(0, pixel));

    [Fact]
    public void A_NaN_voxel_counts_as_zero() => Assert.Equal(Prepare([0, 2, 4, 8]), Prepare([float.NaN, 2, 4, 8]));

    [Fact]
    public void A_NaN_voxel_counts_as_zero_wherever_it_lies()
    {
        for (var at = 0; at < 40; at++)
        {
            var slice = Enumerable.Range(1, 40).Select(x => (float)x).ToArray();
            slice[at] = float.NaN;
            var expected = Enumerable.Range(1, 40).Select(x => x == at + 1 ? 0f : x).ToArray();
            Assert.Equal(Quantise(expected), Quantise(slice));
        }
    }

    [Fact]
    public void Infinities_count_as_the_extreme_finite_values_of_the_slice() =>
        Assert.Equal(Quantise([1, 2, 9, 9, 1]), Quantise([1, 2, 9, float.PositiveInfinity, float.NegativeInfinity]));

    [Fact]
    public void A_slice_of_nothing_but_infinities_becomes_all_zero() =>
        Assert.Equal([0, 0], Quantise([float.PositiveInfinity, float.NegativeInfinity]));

    [Fact]
    public void A_range_beyond_float_still_gives_defined_pixels() => Assert.Equal([0, 0, 0], Quantise([-3e38f, 0, 3e38f]));

    [Fact]
    public void Half_of_the_range_becomes_127() => Assert.Equal([0, 127, 255], Quantise([0, 0.5f, 1]));

    [Fact]
    public void Without_scaling_NaN_is_zero_and_infinities_are_the_ends()
    {
        var pixels = new byte[4];
        Quantiser.Clamp([float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0.5f], pixels);
        Assert.Equal([0, 255, 0, 127], pixels);
    }

    private static byte[] Quantise(float[] slice)
    {
        var pixels = new byte[slice.Length];
        Quantiser.MinMax(slice, pixels);
        return pixels;
    }

    private static byte[] Prepare(float[] square) => Planes.Prepare(new Npy<float>(2, 2, square), unnormalize: false);

    private static Volume InOrder(float[,,] array, VoxelOrder order)
    {
        var shape = new VolumeShape(array.GetLength(0), array.GetLength(1), array.GetLength(2));
        var voxels = new float[array.Length];
        foreach (var (i, j, k) in Indices(shape.Depth, shape.Height, shape.Width))
        {
            voxels[order == VoxelOrder.FirstAxisFastest ? i + shape.Depth * (j + shape.Height * k) : k + shape.Width * (j + shape.Height * i)] = array[i, j, k];
        }

        return new Volume(voxels, shape, order);
    }

    private static float[,] Slice(float[,,] array, SliceDirection direction, int at)
    {
        var (rows, columns) = new VolumeShape(array.GetLength(0), array.GetLength(1), array.GetLength(2)).SliceSize(direction);
        var slice = new float[rows, columns];
        for (var r = 0; r < rows; r++)
        {
            for (var c = 0; c < columns; c++)
            {
                slice[r, c] = direction switch
                {
                    SliceDirection.Sagittal => array[at, r, c],
                    SliceDirection.Coronal => array[r, at, c],
                    _ => array[r, c, at],
                };
            }
        }

        return slice;
    }

    private static IEnumerable<(int I, int J, int K)> Indices(int depth, int height, int width) =>
        from i in Enumerable.Range(0, depth)
        from j in Enumerable.Range(0, height)
        from k in Enumerable.Range(0, width)
        select (i, j, k);
}
