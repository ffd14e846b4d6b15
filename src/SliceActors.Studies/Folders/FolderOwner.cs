using System.Globalization;
using System.Text.Json;
using SliceActors.Runs.Files;

namespace SliceActors.Studies.Folders;

/// <summary>The process that is at work in a folder.</summary>
/// <param name="Host">Name of its machine.</param>
/// <param name="Boot">Id of that machine's running system: two with one id see each other's locks.</param>
/// <param name="Process">Its process id.</param>
/// <param name="Started">When it took the folder.</param>
public sealed record FolderOwner(string Host, string Boot, int Process, DateTimeOffset Started)
{
    private const int MostBytes = 1 << 16;
    private const string BootFile = "/proc/sys/kernel/random/boot_id";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>This process.</summary>
    internal static FolderOwner ThisProcess() => new(Environment.MachineName, ThisBoot(), Environment.ProcessId, DateTimeOffset.UtcNow);

    /// <summary>Whether it runs, or ran, on the system that this process runs on.</summary>
    internal bool IsOnThisSystem => Boot == ThisBoot();

    /// <summary>The owner that a file names; null when there is none, or only half of one.</summary>
    internal static FolderOwner? Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<FolderOwner>(SmallFile.ReadText(path, MostBytes));
        }
        catch (Exception trouble) when (trouble is FileNotFoundException or DirectoryNotFoundException or JsonException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>What the file holds.</summary>
    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Indented);

    /// <summary><c>process 4711 on node3, since 2024-05-06 07:08 UTC</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"process {Process} on {Host}, since {Started.UtcDateTime:yyyy-MM-dd HH:mm} UTC");

    private static string ThisBoot() => File.Exists(BootFile) ? File.ReadAllText(BootFile).Trim() : Environment.MachineName;
}
