using SliceActors.Imaging.Store;

namespace SliceActors.Benchmarks.Studies;

/// <summary>A folder for everything that the benchmarks make; gone afterwards.</summary>
internal sealed class Workspace : IDisposable
{
    private readonly string root;
    private int folders;

    /// <summary>Makes the folder.</summary>
    /// <param name="parent">Where to: what is written to disk is measured, so not a file system in memory.</param>
    public Workspace(string parent)
    {
        root = Directory.CreateDirectory(Path.Combine(Path.GetFullPath(parent), $"slice-actors-benchmarks-{Environment.ProcessId}")).FullName;
        Cache = NewCache();
    }

    /// <summary>The cache that parts share, so that stores are warm.</summary>
    public SliceCache Cache { get; }

    /// <summary>A name that nothing has yet.</summary>
    public string NewFolder(string kind) => Path.Combine(root, $"{kind}-{folders++}");

    /// <summary>An empty cache.</summary>
    public SliceCache NewCache() => new(NewFolder("cache"), long.MaxValue);

    public void Dispose() => Directory.Delete(root, recursive: true);
}
