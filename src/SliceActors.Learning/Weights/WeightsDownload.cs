using System.Security.Cryptography;
using SliceActors.Learning.Networks;
using SliceActors.Runs.Files;

namespace SliceActors.Learning.Weights;

/// <summary>Brings published weights into a folder and checks files against the digest in their name.</summary>
/// <param name="handler">How to reach the network; disposed by its owner.</param>
internal sealed class WeightsDownload(HttpMessageHandler handler)
{
    /// <summary>How long a download may take.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(30);

    /// <summary>Whether the file's SHA-256 begins with the digits after the last <c>-</c> of its name.</summary>
    /// <returns>What is wrong with the file; null when nothing is.</returns>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string? Problem(string path, string name)
    {
        using var stream = File.OpenRead(path);
        var digest = Convert.ToHexStringLower(SHA256.HashData(stream));
        var expected = Path.GetFileNameWithoutExtension(name).Split('-')[^1];
        return digest.StartsWith(expected, StringComparison.Ordinal)
            ? null
            : $"the SHA-256 of its {stream.Length} bytes is {digest} and does not begin with {expected}";
    }

    /// <summary>Downloads to a temporary file, checks it, and gives it its name.</summary>
    /// <param name="weights">What to bring.</param>
    /// <param name="folder">Where to; made when absent. Processes may bring the same file at once.</param>
    /// <param name="cancellation">Leaves no file behind.</param>
    /// <returns>The file.</returns>
    /// <exception cref="HttpRequestException">The server cannot be reached or refuses.</exception>
    /// <exception cref="OperationCanceledException">Cancelled, or it took too long.</exception>
    /// <exception cref="IOException">The connection broke, the disk refused, or another file than the published one arrived.</exception>
    public async Task<string> FetchAsync(PublishedWeights weights, string folder, CancellationToken cancellation)
    {
        var name = Path.GetFileName(weights.Address.LocalPath);
        var path = Path.Combine(folder, name);
        DurableFile.CreateDirectory(folder);
        var temporary = $"{path}.{Guid.NewGuid():N}";
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            deadline.CancelAfter(Patience);
            using var client = new HttpClient(handler, disposeHandler: false);
            using (var file = new FileStream(temporary, FileMode.CreateNew))
            {
                using var response = await client.GetAsync(weights.Address, HttpCompletionOption.ResponseHeadersRead, deadline.Token).ConfigureAwait(false);
                response.EnsureSuccessStatusCode();
                await response.Content.CopyToAsync(file, deadline.Token).ConfigureAwait(false);
                file.Flush(flushToDisk: true);
            }

            if (Problem(temporary, name) is { } problem)
            {
                throw new IOException($"another file arrived: {problem}");
            }

            File.Move(temporary, path, overwrite: true);
            DurableFile.FlushFolder(folder);
            return path;
        }
        finally
        {
            File.Delete(temporary); // Gone already when it got its name.
        }
    }
}
