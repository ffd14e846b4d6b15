using SliceActors.Studies.Folders;

namespace SliceActors.Screens;

/// <summary>What was found of a folder's file system, in words.</summary>
internal static class StorageWords
{
    /// <summary>What it is, and which locks it has.</summary>
    public static string Found(StorageProbe probe) => $"{Mount(probe.Mount)}{probe switch
    {
        { Trouble: { } trouble } => trouble,
        { HasPartLocks: false } => "no file locks",
        { HasLocks: false } => "no locks on whole files",
        { Mount: { IsNetwork: true, KeepsLocksByOption: { } option } } => $"locks are seen on this host only (mounted with {option})",
        { Mount.IsNetwork: true } => "locks work here; whether other hosts see them, its server decides",
        _ => "locks work",
    }}";

    /// <summary>What to do when results are to lie there; null when nothing.</summary>
    public static string? ForResults(string folder, StorageProbe probe) => probe switch
    {
        { Trouble: { } trouble } => $"{folder} cannot hold results: {trouble}. Expected: a folder in which you may create files.",
        { HasPartLocks: false } => $"{folder} cannot hold results: it has no file locks, which the journal of a run needs. Expected: {StorageProbe.Expected}",
        { HasLocks: false } or { Mount: { IsNetwork: true, KeepsLocksByOption: not null } } =>
            $"{folder} can hold results, but other hosts see only by a sign of life, not by a lock, that a run is at work there: after a crash, wait a minute before you resume it on another host.",
        _ => null,
    };

    private static string Mount(MountPoint? mount) =>
        mount is null ? string.Empty
        : mount.IsNetwork ? $"{mount.FileSystem} from {mount.Source}, a network mount: "
        : $"{mount.FileSystem}: ";
}
