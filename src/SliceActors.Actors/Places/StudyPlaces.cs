using SliceActors.Learning.Networks.Custom;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Specs;

namespace SliceActors.Actors.Places;

/// <summary>Where a node has what studies name: below its own mount points, and published weights in its own cache.</summary>
/// <param name="roots">Its mount points.</param>
/// <param name="cacheFolder">Cache folder of the program, where published weights are looked for and downloaded to; null to take them only from where the study has them.</param>
internal sealed class StudyPlaces(StudyRoots roots, string? cacheFolder)
{
    /// <summary>Everything is where the study says.</summary>
    public static StudyPlaces AsNamed { get; } = new(StudyRoots.Anywhere, null);

    /// <summary>Where this node has a file or folder.</summary>
    /// <param name="path">An absolute path, as the study names it.</param>
    public string Here(string path) => roots.Here(path);

    /// <summary>The result tree of a run.</summary>
    /// <param name="folder">Its folder, as the cluster names it.</param>
    public ResultTree Tree(string folder) => new(Here(folder));

    /// <summary>A study with all that is read of it where this node has it.</summary>
    /// <param name="submission">The study, as the cluster names it.</param>
    /// <param name="cancellation">Stops a download of published weights.</param>
    /// <exception cref="BadInputException">The published weights are not here and cannot be downloaded.</exception>
    public RunCommands.SubmitRun Here(RunCommands.SubmitRun submission, CancellationToken cancellation)
    {
        var (spec, plan) = (submission.Spec, submission.Plan);
        var network = spec.Network with
        {
            Architecture = Path.IsPathRooted(spec.Network.Architecture) ? Here(spec.Network.Architecture) : spec.Network.Architecture,
            PluginFile = spec.Network.PluginFile is { } plugin ? Here(plugin) : null,
        };
        return submission with
        {
            Spec = spec with { Network = network with { WeightsFile = Weights(network, cancellation) } },
            Plan = plan with { Images = [.. plan.Images.Select(image => image with { Path = Here(image.Path) })] },
        };
    }

    private string? Weights(NetworkSpec network, CancellationToken cancellation)
    {
        if (network.WeightsFile is not { } named || Here(named) is not { } file)
        {
            return null;
        }

        if (network.Weights != WeightsKind.ImageNet || cacheFolder is null || File.Exists(file))
        {
            return file;
        }

        // The one who checked the study has them in a cache of its own.
        var findings = new List<Finding>();
        using var handler = new SocketsHttpHandler();
        return ArchitectureLookup.Find(network, findings) is { } architecture
            && new WeightsResolver(cacheFolder, handler).ResolveAsync(architecture, network.Weights, null, findings, cancellation).GetAwaiter().GetResult() is { } own
            ? own
            : throw new BadInputException(findings);
    }
}
