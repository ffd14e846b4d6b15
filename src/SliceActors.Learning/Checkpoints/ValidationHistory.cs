using System.IO.Hashing;
using System.Runtime.InteropServices;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Learning.Checkpoints;

/// <summary>
/// The probabilities of the validation set after every epoch: one file that only grows, so that n epochs cost n writes and not n². A checkpoint says how much
/// of it counts; what a crash left behind that is cut off by whoever goes on.
/// </summary>
internal sealed class ValidationHistory : IDisposable
{
    private readonly XxHash128 hash = new();
    private readonly string path;
    private FileStream? file;
    private bool isComplete = true;

    /// <summary>An empty history.</summary>
    /// <param name="path">Its file; it must not exist yet.</param>
    public ValidationHistory(string path) => this.path = path;

    /// <summary>Adds an epoch.</summary>
    /// <param name="predictions">Answers on the validation set; null for an autoencoder.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Add(SetPredictions? predictions)
    {
        if (predictions is null || !isComplete)
        {
            isComplete = false;
            return;
        }

        var pairs = new float[predictions.Proba0.Length * 2];
        for (var item = 0; item < predictions.Proba0.Length; item++)
        {
            (pairs[2 * item], pairs[(2 * item) + 1]) = (predictions.Proba0[item], predictions.Proba1[item]);
        }

        Append(MemoryMarshal.AsBytes(pairs.AsSpan()));
    }

    /// <summary>Makes durable what was added; the entry of its folder is the caller's to flush.</summary>
    /// <returns>What the file looks like; null when a part of the history is missing.</returns>
    /// <exception cref="IOException">The disk refused.</exception>
    public FileSeal? Seal()
    {
        if (!isComplete || file is null)
        {
            return null;
        }

        file.Flush(flushToDisk: true);
        return new FileSeal(file.Length, Convert.ToHexStringLower(hash.GetCurrentHash()));
    }

    /// <summary>Takes over what another attempt wrote, up to a checkpoint.</summary>
    /// <param name="other">Its file.</param>
    /// <param name="seal">What the checkpoint says of it; null when it kept none.</param>
    /// <returns>Whether the file is the one that the checkpoint knows; nothing is taken over when it is not.</returns>
    /// <exception cref="FileNotFoundException">It is gone.</exception>
    public bool TryTakeOver(string other, FileSeal? seal)
    {
        if (seal is null)
        {
            isComplete = false;
            return true;
        }

        using var source = File.OpenRead(other);
        if (source.Length < seal.Length)
        {
            return false;
        }

        var bytes = new byte[seal.Length];
        source.ReadExactly(bytes);
        if (Convert.ToHexStringLower(XxHash128.Hash(bytes)) != seal.XxHash128)
        {
            return false;
        }

        Append(bytes);
        return true;
    }

    /// <summary>Everything so far; null when a part of the history is missing.</summary>
    public ReadOnlyMemory<byte>? Read() => isComplete && file is not null ? File.ReadAllBytes(path) : null;

    /// <inheritdoc/>
    public void Dispose() => file?.Dispose();

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (file is null)
        {
            var folder = Path.GetDirectoryName(path)!;
            DurableFile.CreateDirectory(folder);
            file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
        }

        file.Write(bytes);
        hash.Append(bytes);
    }
}
