using System.Diagnostics;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Studies.Folders;
using SliceActors.Testing;
using Xunit.Abstractions;
using static SliceActors.Runs.Events.RunEvents;

namespace SliceActors.EndToEnd.Tests.Clusters;

/// <summary>The disk that results go to is full: for one node, or for all of them.</summary>
[Collection(NodeGroup.Name)]
public sealed class FullDiskTests(ClusterStudy study, ITestOutputHelper log) : IDisposable
{
    private const string Bad = "bad";
    private const string Sound = "sound";
    private const string Full = "No space left on device";

    private readonly TemporaryFolder folder = new();

    [SkippableFact]
    public void What_a_node_cannot_write_any_more_is_trained_and_written_elsewhere()
    {
        var output = study.NewOutput();
        var library = Surroundings.Library(folder.Path, NoSpace(output));

        // Nodes write in the order of their names, which begin with their hosts: the bad one is asked first.
        using var cluster = new ClusterProcesses(
            study.Cache,
            null,
            new NodePlan(Bad, "seed witness trainer") { Within = ["/usr/bin/env", $"LD_PRELOAD={library}"] },
            new NodePlan(Sound, "trainer") { Host = "127.0.0.2", Slots = ClusterStudy.Networks });
        cluster.IsWhole();
        var run = cluster.Submit(study, output);
        run.IsUnderWay(Bad, Sound);
        var units = run.At(cluster[Bad]);

        folder.Write("full", []);

        run.TrainsElsewhere("disk of a node full", units, log);
        run.EndsAsUndisturbed(cluster[Bad]);
        var declined = run.Events.OfType<UnitDeclined>().ToList();
        Assert.Equal(units, declined.Select(unit => unit.Unit).ToHashSet());
        Assert.All(declined, unit => Assert.Contains(Full, unit.Reason, StringComparison.Ordinal));
        Assert.False(cluster[Bad].HasEnded);
    }

    [SkippableFact]
    public void When_the_disk_is_full_for_all_nodes_a_run_stops_with_a_sentence_and_goes_on_when_there_is_room()
    {
        Surroundings.NeedMounts();
        using var cluster = new ClusterProcesses(
            study.Cache,
            null,
            new NodePlan(Bad, "seed witness trainer") { Slots = ClusterStudy.Networks, Within = ["unshare", "-m", "sh", "-c", $"mount -t tmpfs -o size=24m none '{folder.Path}' && exec \"$@\"", "sh"] });
        cluster.IsWhole();
        var seen = $"/proc/{cluster[Bad].Id}/root{folder.Path}";
        var output = folder.File("results");
        var run = cluster.Submit(study, output, Path.Combine(seen, "results"));
        run.IsUnderWay(Bad);

        var filler = Path.Combine(seen, "filler");
        Fill(filler);
        cluster.Until("the run has stopped", () => run.Events.OfType<RunFailed>().Any());
        var failed = run.Events.OfType<RunFailed>().Last();
        Assert.Equal(TroubleKind.Storage, failed.Cause);
        Assert.Contains(Full, failed.Reason, StringComparison.Ordinal);
        Assert.Contains(Full, cluster.Ask("status", run.Id, "--json").Ended(0).Output, StringComparison.Ordinal);
        var refused = cluster.Ask("resume", output);
        Assert.NotEqual(0, refused.ExitCode);
        log.WriteLine(refused.Said().Errors);

        var clock = Stopwatch.StartNew();
        File.Delete(filler);
        cluster.Until("the folder has its events", () => ClusterMark.Read(new ResultTree(run.Output)) is null);
        log.WriteLine($"disk of all nodes full, then not: can be resumed after {clock.Elapsed.TotalSeconds:0.0} s");
        cluster.Ask("resume", output).Ended(0);
        cluster.Ask("watch", output, "-q").Ended(0);

        cluster.Until("the folder has all its events", () => ClusterMark.Read(new ResultTree(run.Output)) is null);

        // SQLite opens nothing by a path through another process.
        var copy = study.NewOutput();
        FolderSnapshot.Copy(run.Output, copy);
        FolderSnapshot.AssertSameResults(study.Undisturbed, copy);
        Assert.Equal(ClusterStudy.Networks * ClusterStudy.Epochs, new JournalFile(copy).Count(JournalFile.EpochCompleted));
    }

    public void Dispose() => folder.Dispose();

    private static void Fill(string file)
    {
        using var stream = new FileStream(file, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 });
        var block = new byte[1 << 12];
        try
        {
            while (true)
            {
                stream.Write(block);
            }
        }
        catch (IOException)
        {
            // It is full.
        }
    }

    /// <summary>Writes below a folder fail as on a full disk while a file is there.</summary>
    private string NoSpace(string below) => $$"""
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <errno.h>
        #include <stdio.h>
        #include <string.h>
        // Not unistd.h: it declares the calls themselves, each with other arguments.
        int access(const char *, int);
        long readlink(const char *, char *, unsigned long);
        static int is_full(int fd) {
            char link[64], path[4096] = "";
            int before = errno, full;
            snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
            full = access("{{folder.File("full")}}", 0) == 0 && readlink(link, path, sizeof path - 1) >= 0 && strncmp(path, "{{below}}/", {{below.Length + 1}}) == 0;
            errno = before;
            return full;
        }
        #define LIMITED(name) long name(int fd, void *bytes, unsigned long count, long offset) { \
            static long (*next)(int, void *, unsigned long, long); \
            if (!next) next = dlsym(RTLD_NEXT, #name); \
            if (is_full(fd)) { errno = ENOSPC; return -1; } \
            return next(fd, bytes, count, offset); }
        LIMITED(write)
        LIMITED(pwrite64)
        """;
}
