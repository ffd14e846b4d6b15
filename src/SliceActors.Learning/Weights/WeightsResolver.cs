using SliceActors.Learning.Networks;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Weights;

/// <summary>Turns <c>--weights</c> into a file that is there and fits, before anything is trained or written.</summary>
/// <param name="cacheFolder">Cache folder of the program; published weights live in its <c>weights</c>.</param>
/// <param name="handler">How to reach the network; disposed by its owner.</param>
public sealed class WeightsResolver(string cacheFolder, HttpMessageHandler handler)
{
    /// <summary>Where published weights are looked for and downloaded to.</summary>
    public string Folder { get; } = Path.Combine(Path.GetFullPath(cacheFolder), "weights");

    /// <summary>Finds the file with the initial weights; downloads it when it is published and not there yet. Never falls back to random weights.</summary>
    /// <param name="architecture">The network.</param>
    /// <param name="kind">What the user asked for.</param>
    /// <param name="file">The user's file, for <see cref="WeightsKind.File"/>.</param>
    /// <param name="findings">Gets what is wrong, with what to do.</param>
    /// <param name="cancellation">Stops a download.</param>
    /// <returns>Absolute path for <see cref="NetworkSpec.WeightsFile"/>; null for random weights or when something was found.</returns>
    public async Task<string?> ResolveAsync(
        Architecture architecture, WeightsKind kind, string? file, ICollection<Finding> findings, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(findings);
        try
        {
            var path = kind switch
            {
                WeightsKind.ImageNet => await PublishedAsync(architecture, cancellation).ConfigureAwait(false),
                WeightsKind.File => UsersFile(architecture, file),
                _ => null,
            };
            if (path is not null)
            {
                using var network = NetworkFactory.Build(architecture, new NetworkOptions(0), seed: 0);
                InitialWeights.Load(network, path);
            }

            return path;
        }
        catch (BadInputException e)
        {
            foreach (var finding in e.Findings)
            {
                findings.Add(finding);
            }

            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            findings.Add(new Finding(file ?? Folder, null, "the weights cannot be read", "a file that you may read"));
            return null;
        }
    }

    private static string UsersFile(Architecture architecture, string? file)
    {
        var path = Path.GetFullPath(file ?? throw new ArgumentNullException(nameof(file)));
        if (!File.Exists(path))
        {
            throw new BadInputException(new Finding(path, null, NoFile.At(path), "a file of weights, imagenet, or none"));
        }

        CheckDigest(path, NamesOf(architecture.Published));
        return path;
    }

    private async Task<string> PublishedAsync(Architecture architecture, CancellationToken cancellation)
    {
        var published = architecture.Published ?? throw new BadInputException(
            new Finding("--weights imagenet", null, $"there are no ImageNet weights for {architecture.Name}", "use --weights none or --weights FILE"));
        var names = NamesOf(published);
        if (names.Select(name => Path.Combine(Folder, name)).FirstOrDefault(File.Exists) is { } present)
        {
            CheckDigest(present, names);
            return present;
        }

        try
        {
            return await new WeightsDownload(handler).FetchAsync(published, Folder, cancellation).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or UnauthorizedAccessException
            || (e is OperationCanceledException && !cancellation.IsCancellationRequested))
        {
            throw new BadInputException(new Finding(
                published.Address.ToString(),
                null,
                $"the ImageNet weights could not be downloaded: {e.Message}",
                $"put the file at {Path.Combine(Folder, names[0])}, name a copy by --weights FILE, or train from random weights by --weights none"));
        }
    }

    private static void CheckDigest(string path, IReadOnlyList<string> publishedNames)
    {
        if (publishedNames.Contains(Path.GetFileName(path)) && WeightsDownload.Problem(path, path) is { } problem)
        {
            throw new BadInputException(new Finding(path, null, $"the file is damaged: {problem}", "remove it, or put the published file in its place"));
        }
    }

    private static IReadOnlyList<string> NamesOf(PublishedWeights? published) =>
        published is null ? [] : [Path.GetFileName(published.Address.LocalPath), .. published.OtherNames];
}
