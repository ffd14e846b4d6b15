using SliceActors.Imaging.Images;
using SliceActors.Imaging.Maps;
using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Testing;

namespace SliceActors.Imaging.Tests.Maps;

public sealed class MapVolumeTests
{
    private static readonly VolumeShape Shape = new(7, 9, 11);
    private static readonly SourceGrid Grid = new(Shape, new VoxelToWorld(0, -2, 0, 10, -1.5, 0, 0, 20, 0, 0, 3, -30));

    public static TheoryData<SliceDirection> Directions => [.. Enum.GetValues<SliceDirection>()];

    [Theory]
    [MemberData(nameof(Directions))]
    public void A_marked_voxel_that_was_prepared_comes_back_to_its_place(SliceDirection direction)
    {
        foreach (var (i, j, k) in ((int, int, int)[])[(0, 0, 0), (6, 8, 10), (2, 7, 3), (5, 1, 9)])
        {
            var marked = i + (Shape.Depth * (j + (Shape.Height * k)));
            var voxels = new float[Shape.VoxelCount];
            voxels[marked] = 1;
            var map = new MapVolume(Grid, direction);
            var preparer = new SlicePreparer(Shape, VoxelOrder.FirstAxisFastest, direction, unnormalize: true);
            preparer.Prepare(
                new Volume(voxels, Shape, VoxelOrder.FirstAxisFastest),
                new SliceRange(new SliceIndex(0), Shape.SlicesAlong(direction)),
                (slice, pixels) => map.Add(slice, [.. pixels.ToArray().Select(pixel => (float)pixel)], 1));

            var back = map.Voxels.ToArray();
            Assert.Equal(marked, Array.IndexOf(back, back.Max()));
            var slice = Of(direction, i, j, k);
            Assert.All(Places().Where(place => Of(direction, place.I, place.J, place.K) != slice), place => Assert.Equal(0, back[place.At]));
        }
    }

    [Theory]
    [MemberData(nameof(Directions))]
    public void A_voxel_has_the_weighed_mean_of_the_pixels_that_were_computed_from_it(SliceDirection direction)
    {
        var pixels = Enumerable.Range(0, PreparedSlice.Bytes).Select(at => (float)Math.Sin(at * 0.37)).ToArray();
        var map = new MapVolume(Grid, direction);

        map.Add(new SliceIndex(3), pixels, 0.5);

        var (rows, columns) = Shape.SliceSize(direction);
        var (down, right) = (ResampleAxis.Between(rows, PreparedSlice.Side), ResampleAxis.Between(columns, PreparedSlice.Side));
        foreach (var (at, i, j, k) in Places().Where(place => Of(direction, place.I, place.J, place.K) == 3))
        {
            var (row, column) = direction switch { SliceDirection.Sagittal => (j, k), SliceDirection.Coronal => (i, k), _ => (i, j) };
            var (sum, weights) = (0.0, 0.0);
            for (var pixel = 0; pixel < pixels.Length; pixel++)
            {
                var weight = Weight(down, pixel / PreparedSlice.Side, row) * Weight(right, pixel % PreparedSlice.Side, column);
                (sum, weights) = (sum + (weight * pixels[pixel]), weights + weight);
            }

            Assert.Equal(0.5 * sum / weights, map.Voxels.Span[at], 1e-6);
        }
    }

    [Fact]
    public void It_is_written_in_the_geometry_of_the_image_and_maps_add_up()
    {
        using var folder = new TemporaryFolder();
        var (one, sum) = (new MapVolume(Grid, SliceDirection.Axial), new MapVolume(Grid, SliceDirection.Axial));
        one.Add(new SliceIndex(4), Enumerable.Repeat(2f, PreparedSlice.Bytes).ToArray(), 1);
        sum.Add(one, 3);
        sum.Add(one, -1);

        sum.Write(folder.File("map.nii.gz"));

        var read = NiftiVolume.Read(folder.File("map.nii.gz"));
        Assert.Equal(Shape, read.Header.Shape);
        Assert.All(Enumerable.Range(0, 12), entry => Assert.Equal(Grid.Affine[entry / 4, entry % 4], read.Header.Affine[entry / 4, entry % 4]));
        Assert.All(Places(), place => Assert.Equal(place.K == 4 ? 4f : 0f, read.Voxels.Span[place.At], 1e-6f));
    }

    private static int Of(SliceDirection direction, int i, int j, int k) => direction switch { SliceDirection.Sagittal => i, SliceDirection.Coronal => j, _ => k };

    private static double Weight(ResampleAxis axis, int made, int from) =>
        from >= axis.First(made) && from < axis.First(made) + axis.Weights(made).Length ? axis.Weights(made)[from - axis.First(made)] : 0;

    private static IEnumerable<(int At, int I, int J, int K)> Places() =>
        from k in Enumerable.Range(0, Shape.Width)
        from j in Enumerable.Range(0, Shape.Height)
        from i in Enumerable.Range(0, Shape.Depth)
        select (i + (Shape.Depth * (j + (Shape.Height * k))), i, j, k);
}
