using System.Security.Cryptography;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Volumes;

/// <summary>Reads whole files into one buffer that grows to the largest of them, digesting each on the way: no byte is fetched twice.</summary>
internal sealed class ReadOnce : IDisposable
{
    // Small enough that the digest finds the bytes still in the processor's cache.
    private const int Piece = 1 << 18;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private byte[] buffer = [];

    /// <summary>Bytes fetched from files since this reader was made.</summary>
    public long BytesRead { get; private set; }

    /// <summary>Reads one file; the bytes live until the next call.</summary>
    /// <exception cref="BadInputException">The file is absent, unreadable, larger than 2 GiB or was cut while it was read.</exception>
    public FileContent Read(string path)
    {
        try
        {
            using var file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read, FileOptions.SequentialScan);
            var length = RandomAccess.GetLength(file);
            var modified = File.GetLastWriteTimeUtc(file);
            if (length > Array.MaxLength)
            {
                throw BadImage.At(path, $"{length} bytes", "an image file below 2 GiB");
            }

            if (buffer.Length < length)
            {
                buffer = GC.AllocateUninitializedArray<byte>((int)length);
            }

            var filled = 0;
            while (filled < length)
            {
                var count = RandomAccess.Read(file, buffer.AsSpan(filled, Math.Min(Piece, (int)length - filled)), filled);
                if (count == 0)
                {
                    throw BadImage.At(path, $"the file ended at byte {filled} while it was read", $"{length} bytes, as when it was opened");
                }

                hash.AppendData(buffer, filled, count);
                filled += count;
                BytesRead += count;
            }

            return new FileContent(buffer.AsMemory(0, filled), Convert.ToHexStringLower(hash.GetHashAndReset()), modified);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw BadImage.Unreadable(path, error);
        }
    }

    public void Dispose() => hash.Dispose();
}
