using System.Runtime.InteropServices;
using SliceActors.Benchmarks.Studies;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.PyTorch;
using SliceActors.Imaging.Volumes;

namespace SliceActors.Benchmarks.Peer;

/// <summary>The images of a study as the tensors that <c>clinicadl extract</c> makes of them: float32 [1, D, H, W].</summary>
/// <param name="Paths">A file for each image of the plan.</param>
/// <param name="Shape">Voxels of each.</param>
internal sealed record PeerImages(IReadOnlyList<string> Paths, VolumeShape Shape)
{
    /// <summary>Writes the files.</summary>
    public static PeerImages Write(BenchmarkStudy study, string folder)
    {
        Directory.CreateDirectory(folder);
        using var reader = new VolumeReader();
        var paths = new List<string>();
        var shape = default(VolumeShape);
        foreach (var image in study.Plan.Images)
        {
            var volume = reader.Read(image.Path).Volume;
            shape = volume.Shape;
            var path = Path.Combine(folder, $"{paths.Count}.pt");
            using var file = File.Create(path);
            TorchFile.Write(file, Tensor(volume));
            paths.Add(path);
        }

        return new PeerImages(paths, shape);
    }

    private static TorchTensor Tensor(Volume volume)
    {
        var (depth, height, width) = volume.Shape;
        var voxels = volume.Voxels.Span;
        var turned = new float[voxels.Length];
        for (var i = 0; i < turned.Length; i++)
        {
            var (x, y, z) = (i / width / height, i / width % height, i % width);
            turned[i] = voxels[volume.Order == VoxelOrder.LastAxisFastest ? i : x + depth * (y + height * z)];
        }

        return TorchTensor.Contiguous(TorchDtype.Float32, [1, depth, height, width], () => MemoryMarshal.AsBytes(turned.AsSpan()));
    }
}
