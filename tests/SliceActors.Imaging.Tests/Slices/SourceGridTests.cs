using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.PyTorch;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Testing;

namespace SliceActors.Imaging.Tests.Slices;

public sealed class SourceGridTests : IDisposable
{
    private const int Side = 224;
    private static readonly VolumeShape Shape = new(20, 30, 40);
    private static readonly VoxelToWorld Oblique = new(-1.5, 0.2, 0, 20, 0.1, 2, -0.3, -30, 0, 0.4, 1.25, -40);
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(SliceDirection.Sagittal, 1, 224, 224)]
    [InlineData(SliceDirection.Coronal, 224, 1, 224)]
    [InlineData(SliceDirection.Axial, 224, 224, 1)]
    public void The_picture_of_a_slice_has_its_edges_where_the_slice_has_them(SliceDirection direction, int depth, int height, int width)
    {
        var grid = new SourceGrid(Shape, Oblique).OfSlice(direction, new SliceIndex(7), Side);

        Assert.Equal(new VolumeShape(depth, height, width), grid.Shape);
        double[] extent = [Shape.Depth, Shape.Height, Shape.Width];
        var cut = (int)direction;

        // Half a voxel before the first centre and behind the last, in all combinations.
        for (var corner = 0; corner < 8; corner++)
        {
            var inPicture = new double[3];
            var inSource = new double[3];
            for (var axis = 0; axis < 3; axis++)
            {
                var end = (corner >> axis) & 1;
                inPicture[axis] = axis == cut ? end - 0.5 : (end * Side) - 0.5;
                inSource[axis] = axis == cut ? 7 + end - 0.5 : (end * extent[axis]) - 0.5;
            }

            for (var row = 0; row < 3; row++)
            {
                Assert.Equal(World(Oblique, row, inSource), World(grid.Affine, row, inPicture), 1e-9);
            }
        }
    }

    [Fact]
    public void A_tensor_lies_where_the_NIfTI_of_its_session_lies()
    {
        var tensor = Tensor("t1_linear");
        WriteNifti(Path.Combine("t1_linear", "image.nii.gz"), Shape);

        AssertSame(Oblique, SourceGrid.Of(tensor, Preprocessing.T1Linear).Affine);
    }

    [Fact]
    public void A_tensor_whose_place_is_not_known_lies_at_the_origin()
    {
        var identity = VoxelToWorld.Isotropic(1, 0, 0, 0);
        AssertSame(identity, SourceGrid.Of(Tensor("t1_linear"), Preprocessing.T1Linear).Affine);

        WriteNifti(Path.Combine("t1_linear", "image.nii.gz"), new VolumeShape(20, 30, 41));
        AssertSame(identity, SourceGrid.Of(Tensor("t1_linear"), Preprocessing.T1Linear).Affine);
        AssertSame(identity, SourceGrid.Of(Tensor("custom"), Preprocessing.T1Volume).Affine);
    }

    [Fact]
    public void Extracted_slices_lie_where_the_NIfTI_of_their_session_lies_if_they_have_its_size()
    {
        var caps = folder.File("caps");
        var slices = CapsTensors.Slices(caps, Preprocessing.T1Linear, "sub-1", "ses-M00", SliceDirection.Coronal);
        var nifti = CapsImages.Candidates(caps, Preprocessing.T1Linear, "sub-1", "ses-M00")[1];
        NiftiWriter.Write(nifti, Shape, new float[Shape.VoxelCount], Oblique);
        WriteTensor(CapsTensors.Slice(slices, new SliceIndex(3)), 3, Shape.Depth, Shape.Width);
        var grid = Grid();
        Assert.Equal(Shape, grid.Shape);
        AssertSame(Oblique, grid.Affine);

        NiftiWriter.Write(nifti, new VolumeShape(20, 30, 41), new float[20 * 30 * 41], Oblique);
        AssertAtOrigin();
        File.WriteAllText(nifti, "damaged");
        AssertAtOrigin();
        File.Delete(nifti);
        AssertAtOrigin();

        SourceGrid Grid() => SourceGrid.OfExtraction(slices, Preprocessing.T1Linear, SliceDirection.Coronal, new SliceIndex(3));

        void AssertAtOrigin()
        {
            Assert.Equal(new VolumeShape(20, 1, 40), Grid().Shape);
            AssertSame(VoxelToWorld.Isotropic(1, 0, 0, 0), Grid().Affine);
        }
    }

    [SkippableFact]
    public void Nibabel_finds_the_source_under_each_pixel()
    {
        // A ramp is resized exactly, away from the edges, so each pixel has to be what the source is at the place in the world that the pixel claims.
        var voxels = new float[Shape.VoxelCount];
        for (var i = 0; i < voxels.Length; i++)
        {
            voxels[i] = (2 * (i % 20)) + (3 * (i / 20 % 30)) + (5 * (i / 600));
        }

        var source = folder.File("source.nii");
        NiftiWriter.Write(source, Shape, voxels, Oblique);
        var grid = SourceGrid.Of(source, Preprocessing.T1Linear).OfSlice(SliceDirection.Coronal, new SliceIndex(11), Side);
        var picture = new float[Side * Side];
        for (var i = 0; i < picture.Length; i++)
        {
            var (x, z) = (((i % Side) + 0.5) * 20 / Side - 0.5, ((i / Side) + 0.5) * 40 / Side - 0.5);
            picture[i] = (float)((2 * x) + (3 * 11) + (5 * z));
        }

        NiftiWriter.Write(folder.File("slice.nii.gz"), grid.Shape, picture, grid.Affine);

        var worst = Python.Run("torch",
            """
            import sys, nibabel, numpy
            from nibabel.processing import resample_from_to
            source, picture = nibabel.load(sys.argv[1]), nibabel.load(sys.argv[2])
            there = resample_from_to(source, picture, order=1, mode='constant', cval=numpy.nan).get_fdata()
            inside = numpy.isfinite(there)
            print(picture.shape == (224, 1, 224) and inside.mean() > 0.9 and abs(there - picture.get_fdata())[inside].max() < 1e-2)
            """,
            source,
            folder.File("slice.nii.gz"));
        Assert.Equal("True", worst);
    }

    private static double World(VoxelToWorld affine, int row, double[] at) =>
        (affine[row, 0] * at[0]) + (affine[row, 1] * at[1]) + (affine[row, 2] * at[2]) + affine[row, 3];

    private static void AssertSame(VoxelToWorld expected, VoxelToWorld actual)
    {
        for (var i = 0; i < 12; i++)
        {
            Assert.Equal((float)expected[i / 4, i % 4], actual[i / 4, i % 4], 1e-9);
        }
    }

    private string Tensor(string pipeline)
    {
        var path = folder.File("deeplearning_prepare_data", "image_based", pipeline, "image.pt");
        WriteTensor(path, 1, Shape.Depth, Shape.Height, Shape.Width);
        return path;
    }

    private static void WriteTensor(string path, params long[] shape)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        using var stream = File.Create(path);
        var voxels = new byte[shape.Aggregate(1L, (count, size) => count * size) * sizeof(float)];
        TorchFile.Write(stream, TorchTensor.Contiguous(TorchDtype.Float32, shape, () => voxels));
    }

    private void WriteNifti(string name, VolumeShape shape) => NiftiWriter.Write(folder.File(name), shape, new float[shape.VoxelCount], Oblique);
}
