using SliceActors.Imaging.Maps;
using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Testing;

namespace SliceActors.Imaging.Tests.Maps;

public sealed class SliceMapTests : IDisposable
{
    private static readonly VolumeShape Shape = new(3, 4, 5);

    // The first axis points backwards, the second to the left, the third up.
    private static readonly VoxelToWorld Affine = new(0, -2, 0, 10, -1.5, 0, 0, 20, 0, 0, 3, -30);

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(SliceDirection.Sagittal)]
    [InlineData(SliceDirection.Coronal)]
    [InlineData(SliceDirection.Axial)]
    public void Every_voxel_of_the_head_gets_the_number_of_its_slice(SliceDirection direction)
    {
        var anatomy = Write((i, j, k) => (i + j + k) % 4);

        SliceMap.Write(folder.File("map.nii.gz"), anatomy, direction, new Dictionary<SliceIndex, double> { [new(1)] = 0.75, [new(2)] = double.NaN });

        var map = NiftiVolume.Read(folder.File("map.nii.gz"));
        Assert.Equal(Shape, map.Header.Shape);
        Assert.All(Enumerable.Range(0, 12), entry => Assert.Equal(Affine[entry / 4, entry % 4], map.Header.Affine[entry / 4, entry % 4]));
        foreach (var (i, j, k) in Places())
        {
            var slice = direction switch { SliceDirection.Sagittal => i, SliceDirection.Coronal => j, _ => k };
            Assert.Equal(slice == 1 && (i + j + k) % 4 > 0 ? 0.75f : 0, map.Voxels.Span[i + (3 * (j + (4 * k)))]);
        }
    }

    [Fact]
    public void A_slice_that_the_image_does_not_have_is_refused() => Assert.Contains(
        "slice 5",
        Assert.Throws<BadInputException>(() => SliceMap.Write(folder.File("map.nii"), Write((_, _, _) => 1), SliceDirection.Axial, new Dictionary<SliceIndex, double> { [new(5)] = 1 })).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_plane_shows_its_first_axis_to_the_right_and_its_second_upwards(int axis)
    {
        var anatomy = Write((i, j, k) => i + (3 * j) + (12 * k) + 1);

        var plane = anatomy.Cut(axis, 1);

        var ((across, columns), (up, rows)) = anatomy.PlaneAxes(axis);
        Assert.Equal((columns, rows), (plane.Width, plane.Height));
        int[] steps = [1, 3, 12];
        var white = 60f;
        for (var y = 0; y < rows; y++)
        {
            for (var x = 0; x < columns; x++)
            {
                var value = steps[axis] + (x * steps[across]) + (y * steps[up]) + 1;
                Assert.InRange(plane.Row(rows - 1 - y)[x], (int)(value / white * 255), 255);
            }
        }

        Assert.True(plane.Row(0)[0] > plane.Row(rows - 1)[0] && plane.Row(0)[columns - 1] >= plane.Row(0)[0]);
    }

    [SkippableTheory]
    [InlineData(4, 1)]
    [InlineData(0, 3)]
    [InlineData(2, 0)]
    [InlineData(0, 0)]
    public void A_map_says_of_its_place_what_the_header_of_the_image_says(int sform, int qform)
    {
        var (image, map) = (folder.File("image.nii.gz"), folder.File("map.nii.gz"));
        Python.Run("nibabel", MakeImage, image, $"{sform}", $"{qform}");

        SliceMap.Write(map, Anatomy.Read(image, Preprocessing.T1Linear)!, SliceDirection.Axial, new Dictionary<SliceIndex, double> { [new(1)] = 1 });

        Assert.Equal("same", Python.Run("nibabel", Compare, image, map));
    }

    private const string MakeImage = """
        import sys
        import nibabel, numpy
        affine = numpy.array([[0, -2, 0, 10], [-1.5, 0, 0, 20], [0, 0, 3, -30], [0, 0, 0, 1.0]])
        image = nibabel.Nifti1Image(numpy.ones((3, 4, 5), numpy.int16), affine)
        image.set_sform(affine, int(sys.argv[2]))
        image.set_qform(affine, int(sys.argv[3]))
        nibabel.save(image, sys.argv[1])
        """;

    private const string Compare = """
        import sys
        import nibabel, numpy
        image, found = (nibabel.load(path) for path in sys.argv[1:])
        assert numpy.array_equal(image.affine, found.affine)
        for name in ("sform_code", "qform_code", "pixdim", "quatern_b", "quatern_c", "quatern_d", "qoffset_x", "qoffset_y", "qoffset_z", "srow_x", "srow_y", "srow_z"):
            one, other = (numpy.atleast_1d(header[name])[:4] for header in (image.header, found.header))
            assert numpy.array_equal(one, other), (name, one, other)
        print("same")
        """;

    [Fact]
    public void Axes_are_named_by_where_they_point()
    {
        var anatomy = Write((_, _, _) => 1);

        Assert.Equal([('A', 'P'), ('R', 'L'), ('I', 'S')], Enumerable.Range(0, 3).Select(anatomy.Grid.Ends));
    }

    private static IEnumerable<(int I, int J, int K)> Places() =>
        from k in Enumerable.Range(0, 5) from j in Enumerable.Range(0, 4) from i in Enumerable.Range(0, 3) select (i, j, k);

    private Anatomy Write(Func<int, int, int, float> voxel)
    {
        NiftiWriter.Write(folder.File("image.nii"), Shape, Places().Select(place => voxel(place.I, place.J, place.K)).ToArray(), Affine);
        return Anatomy.Read(folder.File("image.nii"), Preprocessing.T1Linear)!;
    }
}
