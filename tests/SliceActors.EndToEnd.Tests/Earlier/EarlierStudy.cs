using SliceActors.EndToEnd.Tests.Custom;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.Imaging.Synthetic;
using SliceActors.Imaging.Volumes;
using SliceActors.Learning.Native.Facts;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;

namespace SliceActors.EndToEnd.Tests.Earlier;

/// <summary>A copy of the results that an earlier version wrote, beside the images and the network that it had. Recorded paths hold where the program is started in <see cref="Folder"/>.</summary>
internal sealed class EarlierStudy : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("slice-actors-e2e-");

    /// <summary>Makes the copy.</summary>
    /// <param name="version">For example <c>0.1.0</c>.</param>
    public EarlierStudy(string version)
    {
        var assets = Path.Combine(AppContext.BaseDirectory, "Assets", $"version-{version}");
        foreach (var file in Directory.EnumerateFiles(assets, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }))
        {
            var target = Path.Combine(Folder, Path.GetRelativePath(assets, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }

        File.Copy(CustomFiles.Script, Path.Combine(Folder, "network.pt"));
        var study = new SyntheticStudy { ParticipantsPerClass = 4, Sessions = 1, Folds = 2, Shape = new VolumeShape(18, 22, 19), Band = new SliceRange(new SliceIndex(8), 3), Seed = 3 };
        SyntheticHeads.Write(Folder, study);
        SameNumerics = File.ReadAllText(Results("cnn", "environment.txt")).Contains($", {LibtorchFacts.Read().CpuCapability}", StringComparison.Ordinal)
            && File.ReadAllText("/proc/cpuinfo").Contains("AuthenticAMD", StringComparison.Ordinal)
            && LibtorchFacts.Read().UsesOneDnn;
    }

    /// <summary>Where the program has to be started.</summary>
    public string Folder => folder.FullName;

    /// <summary>
    /// Whether this machine computes as the one of the earlier version did: the same bytes can be expected of no other. MKL and oneDNN look at the maker of a
    /// processor and its caches, too, not only at its instructions: it was a Zen 4, and a Xeon with AVX-512 differs by 2e-7.
    /// </summary>
    public bool SameNumerics { get; }

    /// <summary>Path of a file or folder of the study.</summary>
    public string Results(params ReadOnlySpan<string> path) => Path.Combine([Folder, .. path]);

    /// <summary>Runs the program there.</summary>
    public ProgramResult Run(params string[] arguments)
    {
        using var program = new RunningProgram(arguments, Folder);
        return program.WaitForEnd();
    }

    public void Dispose() => folder.Delete(recursive: true);
}
