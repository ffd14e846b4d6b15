using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;

namespace SliceActors.Studies.Folders;

/// <summary>The mount that a path lies on, as the system lists it.</summary>
/// <param name="Path">Where it is mounted.</param>
/// <param name="FileSystem">Its type, for example <c>nfs4</c>.</param>
/// <param name="Source">What is mounted, for example <c>server:/export</c>.</param>
/// <param name="Options">How.</param>
public sealed partial record MountPoint(string Path, string FileSystem, string Source, ImmutableArray<string> Options)
{
    private const string Mounts = "/proc/self/mountinfo";

    private static readonly FrozenSet<string> Networks = FrozenSet.Create(
        "nfs", "nfs4", "cifs", "smb3", "lustre", "gpfs", "beegfs", "ceph", "fuse.ceph", "fuse.glusterfs", "fuse.sshfs", "9p", "afs", "orangefs", "pvfs2", "panfs", "wekafs");

    private static readonly FrozenSet<string> LocksOfThisHost = FrozenSet.Create("nolock", "local_lock=all", "local_lock=flock", "local_lock=posix", "localflock", "nobrl");

    /// <summary>Whether other hosts may have the same files.</summary>
    public bool IsNetwork => Networks.Contains(FileSystem);

    /// <summary>The option by which locks are this host's own, so that other hosts do not see them; null when there is none.</summary>
    public string? KeepsLocksByOption => Options.FirstOrDefault(LocksOfThisHost.Contains);

    /// <summary>The mount of a path that exists; null where the system has no list.</summary>
    public static MountPoint? Of(string path) => File.Exists(Mounts) ? Of(path, File.ReadLines(Mounts)) : null;

    internal static MountPoint? Of(string path, IEnumerable<string> mounts) => mounts
        .Select(Parse).OfType<MountPoint>()
        .Where(mount => mount.Holds(path))
        .Aggregate((MountPoint?)null, (nearest, mount) => nearest is null || mount.Path.Length >= nearest.Path.Length ? mount : nearest);

    /// <summary><c>36 35 98:0 /root /mnt rw,noatime shared:1 - ext3 /dev/root rw,errors=continue</c>: the list has other fields between the fifth and the dash.</summary>
    private static MountPoint? Parse(string line)
    {
        var fields = line.Split(' ');
        var dash = Array.IndexOf(fields, "-");
        return dash >= 6 && fields.Length >= dash + 4
            ? new MountPoint(Unescape(fields[4]), fields[dash + 1], Unescape(fields[dash + 2]), [.. fields[5].Split(','), .. fields[dash + 3].Split(',')])
            : null;
    }

    private static string Unescape(string text) => Octal().Replace(text, match => ((char)Convert.ToInt32(match.Groups[1].Value, 8)).ToString(CultureInfo.InvariantCulture));

    private bool Holds(string path) => Path == "/" || path == Path || path.StartsWith($"{Path}/", StringComparison.Ordinal);

    [GeneratedRegex(@"\\([0-7]{3})")]
    private static partial Regex Octal();
}
