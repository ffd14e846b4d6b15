using System.Buffers;
using System.Globalization;
using SliceActors.Runs.Files;

namespace SliceActors.Learning.Logs;

/// <summary>
/// Writes scalars for TensorBoard into a new file <c>events.out.tfevents.SECONDS.HOST</c>; TensorBoard merges all such files of a folder. What was flushed
/// is with the operating system and survives the death of the process. For one thread at a time.
/// </summary>
internal sealed class EventFileWriter : IDisposable
{
    private readonly ArrayBufferWriter<byte> pending = new();
    private readonly TimeProvider clock;
    private readonly FileStream file;

    /// <summary>Makes the file, with its version record in it.</summary>
    /// <param name="folder">Folder of the file; made when absent.</param>
    /// <param name="clock">Gives the wall time of the events.</param>
    /// <exception cref="IOException">The file cannot be made.</exception>
    public EventFileWriter(string folder, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(clock);
        this.clock = clock;
        DurableFile.CreateDirectory(folder);
        var seconds = clock.GetUtcNow().ToUnixTimeSeconds();
        file = Create(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"events.out.tfevents.{seconds}.{Environment.MachineName}")));
        EventRecord.WriteVersion(pending, WallTime());
        Flush();
    }

    /// <summary>The file.</summary>
    public string FilePath => file.Name;

    /// <summary>Notes one value; it is in the file after the next <see cref="Flush"/>.</summary>
    /// <param name="tag">Name of the curve, such as <c>loss</c>.</param>
    /// <param name="step">Position on the curve, usually the number of batches seen.</param>
    /// <param name="value">The value, stored as float32; may be NaN.</param>
    /// <param name="ago">How long ago it was found.</param>
    public void Scalar(string tag, long step, double value, TimeSpan ago = default)
    {
        ArgumentNullException.ThrowIfNull(tag);
        EventRecord.WriteScalar(pending, WallTime() - ago.TotalSeconds, step, tag, (float)value);
    }

    /// <summary>Hands everything noted to the operating system, in one write.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Flush()
    {
        if (pending.WrittenCount > 0)
        {
            file.Write(pending.WrittenSpan);
            pending.ResetWrittenCount();
        }
    }

    /// <summary>Flushes and closes the file.</summary>
    public void Dispose()
    {
        try
        {
            Flush();
        }
        finally
        {
            file.Dispose();
        }
    }

    // Two writers of one second and host get different files.
    private static FileStream Create(string path)
    {
        for (var number = 0; ; number++)
        {
            var candidate = number == 0 ? path : string.Create(CultureInfo.InvariantCulture, $"{path}.{number}");
            try
            {
                return new FileStream(candidate, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);
            }
            catch (IOException) when (File.Exists(candidate))
            {
            }
        }
    }

    private double WallTime() => (clock.GetUtcNow() - DateTimeOffset.UnixEpoch).TotalSeconds;
}
