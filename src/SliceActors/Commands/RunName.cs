using System.CommandLine;
using SliceActors.Actors.Hosting.Clients;
using SliceActors.Options;
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
    public static Argument<string> Argument() => new Argument<string>("RUN") { Description = "First letters of the run's id, or its folder." }.IsPath();

    /// <summary>Refuses a folder that is a copy of the one that the cluster has: what is asked for would be done with the other one.</summary>
    /// <exception cref="RefusedException">It is a copy.</exception>
    public static async Task RefuseCopy(ClusterConnection cluster, ResultTree named, CancellationToken cancellation)
    {
        if (ClusterMark.Read(named) is { } mark && (await cluster.Ask<RunList>(new GetRuns(), cancellation)).Runs.LastOrDefault(entry => entry.Run == mark.Run) is { } taken)
        {
            RefuseCopy(named, taken);
        }
    }

    private static void RefuseCopy(ResultTree named, RunEntry taken)
    {
        if (ClusterMark.IsCopy(named, new ResultTree(taken.Folder)))
        {
            throw new RefusedException(
                $"{named.Root} is a copy of {taken.Folder}, where the cluster works at run {taken.Run}; nothing was changed. Name {taken.Folder}, or copy it again once the cluster has given it back: until then its events are with the cluster.");
        }
    }

    /// <summary>The run that is meant.</summary>
    /// <exception cref="RefusedException">There is none, or more than one.</exception>
    public static async Task<RunEntry> Find(ClusterConnection cluster, string name, CancellationToken cancellation)
    {
        var runs = (await cluster.Ask<RunList>(new GetRuns(), cancellation)).Runs;
        if (name.Length > 0 && ClusterMark.Read(new ResultTree(Path.GetFullPath(name))) is { } mark && runs.LastOrDefault(entry => entry.Run == mark.Run) is { } marked)
        {
            // Wherever the folder lies now.
            RefuseCopy(new ResultTree(Path.GetFullPath(name)), marked);
            return marked;
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
