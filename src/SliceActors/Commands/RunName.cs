using System.CommandLine;
using SliceActors.Actors.Hosting.Clients;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Studies.Folders;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Commands;

/// <summary>How people name a run of a cluster: by the first letters of its id, or by its folder.</summary>
internal static class RunName
{
    private const int MostNamed = 5;

    /// <summary>The argument of a command.</summary>
    public static Argument<string> Argument() => new("RUN") { Description = "First letters of the run's id, or its folder." };

    /// <summary>The run that is meant.</summary>
    /// <exception cref="RefusedException">There is none, or more than one.</exception>
    public static async Task<RunEntry> Find(ClusterConnection cluster, string name, CancellationToken cancellation)
    {
        var runs = (await cluster.Ask<RunList>(new GetRuns(), cancellation)).Runs;
        if (name.Length > 0 && ClusterMark.Read(new ResultTree(Path.GetFullPath(name))) is { } mark && runs.LastOrDefault(entry => entry.Run == mark.Run) is { } marked)
        {
            // Wherever the folder lies now.
            var (named, taken) = (new ResultTree(Path.GetFullPath(name)), new ResultTree(marked.Folder));
            return !ClusterMark.IsCopy(named, taken)
                ? marked
                : throw new RefusedException(
                    $"{named.Root} is a copy of {taken.Root}, where the cluster works at run {marked.Run}; nothing was changed. Name {taken.Root}, or copy it again once the cluster has given it back: until then its events are with the cluster.");
        }

        var folder = name.Length > 0 ? Path.TrimEndingDirectorySeparator(Path.GetFullPath(name)) : name;
        var meant = runs.Where(entry => entry.Folder == folder).ToList();
        if (meant.Count > 0)
        {
            return meant.LastOrDefault(entry => entry.IsOpen) ?? meant[^1];
        }

        meant = name.Length == 0 ? [] : [.. runs.Where(entry => entry.Run.Value.StartsWith(name, StringComparison.OrdinalIgnoreCase))];
        return meant switch
        {
            [var one] => one,
            [] => throw new RefusedException($"The cluster knows no run {(name.Length > 0 ? name : "without a name")}{(runs.IsEmpty ? "; it knows none at all" : $"; the last ones it knows: {string.Join(", ", runs.TakeLast(MostNamed).Select(entry => entry.Run))}")}."),
            _ => throw new RefusedException($"{name} may be {string.Join(" or ", meant.Take(MostNamed).Select(entry => $"{entry.Run} ({entry.Folder})"))}: give more letters."),
        };
    }
}
