using SliceActors.Imaging.Store;
using SliceActors.Runs.Commands;

namespace SliceActors.Testing.Clusters;

/// <summary>A study of as many networks as one likes, on images of some hundred voxels.</summary>
public sealed class SleepingStudy : IDisposable
{
    private readonly TinyCaps caps;
    private readonly TemporaryFolder folder = new();

    /// <param name="folds">Its folds.</param>
    /// <param name="networks">Networks of a fold.</param>
    /// <param name="epochs">Epochs of a network.</param>
    public SleepingStudy(int folds, int networks, int epochs)
    {
        caps = new TinyCaps(networks);
        caps.Spec = caps.Spec with { Optimisation = caps.Spec.Optimisation with { Epochs = epochs } };
        Submission = caps.Submission(caps.Output, folds);
    }

    /// <summary>The study as it is submitted; its folder is described.</summary>
    public RunCommands.SubmitRun Submission { get; }

    /// <summary>A folder for what else is needed.</summary>
    public string Folder => folder.Path;

    internal SliceCache Cache => caps.Cache;

    /// <inheritdoc/>
    public void Dispose()
    {
        caps.Dispose();
        folder.Dispose();
    }
}
