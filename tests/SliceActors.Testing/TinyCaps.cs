using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Store;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Specs;

namespace SliceActors.Testing;

/// <summary>A CAPS and a tree of labels with six sessions of 6 x 5 x 4 voxels, or wider ones, in a temporary folder: sound at first, for tests to spoil.</summary>
public sealed class TinyCaps : IDisposable
{
    private const string Header = "participant_id\tsession_id\tdiagnosis\n";
    private static readonly VolumeShape Usual = new(6, 5, 4);
    private readonly TemporaryFolder folder = new();

    /// <param name="slices">Sagittal slices that are used.</param>
    public TinyCaps(int slices = 2)
    {
        var shape = Usual with { Depth = slices + 4 };
        for (var participant = 1; participant <= 6; participant++)
        {
            WriteImage(participant, shape);
        }

        WriteLabels("train/AD.tsv", "AD", 1, 2);
        WriteLabels("train/CN.tsv", "CN", 3, 4);
        WriteLabels("validation/AD_baseline.tsv", "AD", 5);
        WriteLabels("validation/CN_baseline.tsv", "CN", 6);
        Spec = TestStudy.Spec(epochs: 2) with
        {
            Data = new DataSpec { CapsDirectory = folder.File("caps"), Preprocessing = Preprocessing.T1Linear, TsvPath = folder.File("labels") },
            Slices = new SliceSpec { DiscardedAtBeginning = 2, DiscardedAtEnd = 2 },
        };
        Cache = new SliceCache(folder.File("cache"), long.MaxValue);
    }

    public RunSpec Spec { get; set; }

    public SliceCache Cache { get; }

    public List<string> Warnings { get; } = [];

    public string Output => folder.File("results");

    public string Label(string name) => Path.Combine(Spec.Data.TsvPath, name);

    public string Image(int participant) =>
        CapsImages.Candidates(folder.File("caps"), Preprocessing.T1Linear, $"sub-{participant}", "ses-M00").First(path => path.EndsWith(".nii.gz", StringComparison.Ordinal));

    public void WriteImage(int participant, VolumeShape shape)
    {
        var voxels = Enumerable.Range(0, (int)shape.VoxelCount).Select(voxel => (float)(voxel * participant % 17)).ToArray();
        NiftiWriter.Write(Image(participant), shape, voxels, VoxelToWorld.Isotropic(1, 0, 0, 0));
    }

    public void WriteLabels(string file, string diagnosis, params int[] participants)
    {
        var path = Path.Combine(folder.File("labels"), file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, Header + string.Concat(participants.Select(participant => $"sub-{participant}\tses-M00\t{diagnosis}\n")));
    }

    public void Dispose() => folder.Dispose();
}
