using System.Diagnostics;
using System.Globalization;
using SliceActors.EndToEnd.Tests.Crashes;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Storage;

/// <summary>File systems and limits as clusters have them.</summary>
public sealed class StorageTests(SmallStudy study) : IClassFixture<SmallStudy>, IDisposable
{
    private const int BadInput = 2;
    private const int Trouble = 3;
    private const int Stopped = 130;

    private const string NoLocks = """
        #include <errno.h>
        #include <fcntl.h>
        #include <stdarg.h>
        #include <dlfcn.h>
        #include <sys/file.h>
        static int is_lock(int cmd) { return cmd == F_SETLK || cmd == F_SETLKW || cmd == F_GETLK || cmd == F_OFD_SETLK || cmd == F_OFD_SETLKW; }
        static int call(const char *name, int fd, int cmd, void *arg) {
            if (is_lock(cmd)) { LOCK(cmd, arg) }
            int (*next)(int, int, ...) = dlsym(RTLD_NEXT, name);
            return next(fd, cmd, arg);
        }
        int flock(int fd, int op) { FLOCK }
        int fcntl(int fd, int cmd, ...) { va_list a; va_start(a, cmd); return call("fcntl", fd, cmd, va_arg(a, void *)); }
        int fcntl64(int fd, int cmd, ...) { va_list a; va_start(a, cmd); return call("fcntl64", fd, cmd, va_arg(a, void *)); }
        """;

    private readonly TemporaryFolder folder = new();

    [SkippableFact]
    public void Results_that_can_only_be_read_are_shown_and_are_not_said_to_be_at_work()
    {
        Surroundings.NeedMounts();
        var output = Killed();
        var readOnly = $"mount --bind {output} {output}; mount -o remount,ro,bind {output}";

        Assert.Contains("interrupted", Surroundings.Run(readOnly, "status", output).Ended(0).Output, StringComparison.Ordinal);
        Surroundings.Run(readOnly, study.Resume(output)).Ended(Trouble).Said($"{output} cannot be written to");
    }

    [SkippableFact]
    public void A_file_system_without_locks_is_named_and_left_as_it_was()
    {
        var output = study.NewOutput();
        var without = Surroundings.Instead(folder.Path, "#define _GNU_SOURCE\n#define LOCK(cmd, arg) errno = ENOLCK; return -1;\n#define FLOCK errno = ENOLCK; return -1;\n" + NoLocks);

        Surroundings.Run(without, study.Train("cnn", output)).Ended(Trouble).Said($"{output} lies on a file system without file locks", "Expected: ");

        Assert.False(Directory.Exists(output));
        var doctor = Surroundings.Run(without, "doctor", "--cache_dir", study.Cache, output).Ended(Trouble).Output;
        Assert.All(
            [$"{output} cannot hold results: it has no file locks", "Expected: a folder on a local disk", $"{study.Cache} cannot hold prepared slices", "choose another folder with --cache_dir"],
            text => Assert.Contains(text, doctor, StringComparison.Ordinal));
        Assert.False(Directory.Exists(output));
    }

    [SkippableFact]
    public void Who_does_not_see_the_locks_of_another_host_may_look_and_changes_nothing()
    {
        var output = study.NewOutput();
        var blind = Surroundings.Instead(
            folder.Path,
            "#define _GNU_SOURCE\n#define LOCK(cmd, arg) if (cmd == F_GETLK) ((struct flock *)arg)->l_type = F_UNLCK; return 0;\n#define FLOCK return 0;\n" + NoLocks);
        var trains = new Moments(output).MoreEpochs(1);
        using var program = SliceActorsProgram.Start(study.Unhurried("multicnn", output));
        Assert.True(program.WaitUntil(trains.HasCome));

        Assert.Contains(", running", Surroundings.Run(blind, "status", output).Ended(0).Output, StringComparison.Ordinal);
        Surroundings.Run(blind, study.Resume(output)).Ended(5).Said("Another process is at work", "last sign of life");

        Assert.True(File.Exists(Path.Combine(output, ".slice-actors", "journal.db-wal")));
        program.Kill();
    }

    [SkippableFact]
    public void Few_open_files_are_a_sentence()
    {
        var output = study.NewOutput();
        Surroundings.Run("ulimit -n 256", study.Train("cnn", output)).Ended(BadInput).Said("may open 256", "at least 512");
        Assert.False(Directory.Exists(output));
    }

    [Theory]
    [InlineData("check")]
    [InlineData("train")]
    public void A_path_that_is_too_long_for_the_journal_is_found_before_anything_is_written(string command)
    {
        var output = Path.Combine(study.NewOutput(), new string('x', 200), new string('y', 250));
        SliceActorsProgram.Run(study.Arguments(command, "cnn", output, "ConvNet")).Ended(BadInput).Said(output, "too long for the journal", "an output folder whose absolute path has at most");
        Assert.False(Directory.Exists(output));
    }

    [Fact]
    public void A_damaged_journal_is_named_without_the_jargon_of_databases()
    {
        var output = Killed();
        var journal = Path.Combine(output, ".slice-actors", "journal.db");
        File.Delete(journal + "-wal");
        File.WriteAllText(journal, new string('x', 5000));
        var said = SliceActorsProgram.Run("status", output).Ended(Trouble).Said(journal, "cannot be read");
        Assert.DoesNotContain("SQLite Error", said.Errors, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("fsync", "fdatasync")]
    [InlineData("write", "pwrite64")]
    [InlineData("read", "pread64")]
    public void A_process_that_cannot_stop_in_order_ends_all_the_same(params string[] calls)
    {
        // The results hang while a network trains, or the images before the first one does.
        var output = study.NewOutput();
        var isBefore = calls[0] == "read";
        var hangs = Surroundings.Instead(folder.Path, HangingCalls(calls, isBefore ? study.Caps : output));
        if (isBefore)
        {
            folder.Write("hang", []);
        }

        var trains = new Moments(output).MoreEpochs(1);
        using var program = Surroundings.Start(hangs, study.Unhurried("multicnn", output, "--quiet", "--cache_dir", folder.File("cache")));
        WaitFor(program, () => isBefore || trains.HasCome());
        folder.Write("hang", []);
        WaitFor(program, () => File.Exists(folder.File("hangs")));
        using (var kill = Process.Start("kill", ["-TERM", program.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        // What holds it up never ends, and 15 s after the signal it ends all the same.
        Assert.True(program.WaitForExit(TimeSpan.FromMinutes(1)), "It hangs.");

        // The actors may log, at error level, what the journal keeps them waiting for.
        var said = Surroundings.End(program).Ended(Stopped).Errors;
        Assert.Contains("could not stop in order", said, StringComparison.Ordinal);
        Assert.Contains("slice-actors resume", said, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData("predict")]
    [InlineData("extract")]
    public void A_full_disk_is_named_and_no_unfinished_file_stays(string command)
    {
        Surroundings.NeedMounts();
        var (output, small) = (study.NewOutput(), folder.File("small"));
        Directory.CreateDirectory(small);
        if (command == "predict")
        {
            SliceActorsProgram.Run(study.Train("cnn", output, "--epochs", "1")).Ended(0);
        }

        var (source, room) = command == "predict" ? (output, 0) : (study.Caps, 1);
        var full = $"mount -t tmpfs none {small}; cp -r {source}/. {small}; mount -o remount,size=$(($(du -sk {small} | cut -f1) + 4 * {room}))k {small}; cat /dev/zero > {small}/rest 2>/dev/null || truncate -s -{room * 8}K {small}/rest";
        string[] arguments = command == "predict"
            ? ["predict", small, study.Caps, Path.Combine(study.Labels, "validation_splits-2", "split-0"), "again", "-cpu", "--cache_dir", study.Cache]
            : ["extract", "slice", small, "t1-linear"];
        var said = Surroundings.RunThen(full, $"find {small} -name '*.writing'", arguments).Ended(Trouble).Said(small);

        Assert.DoesNotContain(".writing", said.Output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [InlineData(144)]
    [InlineData(256)]
    public void A_disk_without_room_for_the_journal_is_named_at_once(int kibibytes)
    {
        Surroundings.NeedMounts();
        var small = Directory.CreateDirectory(folder.File("small")).FullName;
        var output = Path.Combine(small, "results");

        var full = Surroundings.Run($"mount -t tmpfs -o size={kibibytes}k none {small}", study.Train("cnn", output)).Ended(Trouble);

        full.Said($"{Path.Combine(output, ".slice-actors", "journal.db")} could not be written: the disk is full", $"slice-actors resume {output}");
    }

    public void Dispose() => folder.Dispose();

    /// <summary>Calls on files below a folder that do not come back while a file is there; another tells that one does not.</summary>
    private string HangingCalls(IEnumerable<string> calls, string below) => $$"""
        #define _GNU_SOURCE
        #include <dlfcn.h>
        #include <fcntl.h>
        #include <stdio.h>
        #include <string.h>
        // Not unistd.h: it declares the calls themselves, each with other arguments.
        int access(const char *, int), close(int), pause(void);
        long readlink(const char *, char *, unsigned long);
        static void hang(int fd) {
            char link[64], path[4096] = "";
            snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
            if (readlink(link, path, sizeof path - 1) < 0 || strncmp(path, "{{below}}", {{below.Length}}) != 0) return;
            while (access("{{folder.File("hang")}}", 0) == 0) {
                close(open("{{folder.File("hangs")}}", O_CREAT | O_WRONLY, 0600));
                pause();
            }
        }
        #define HANGING(name) long name(int fd, void *bytes, unsigned long count, long offset) { \
            static long (*next)(int, void *, unsigned long, long); \
            if (!next) next = dlsym(RTLD_NEXT, #name); \
            hang(fd); \
            return next(fd, bytes, count, offset); }
        {{string.Join('\n', calls.Select(call => $"HANGING({call})"))}}
        """;

    private static void WaitFor(Process program, Func<bool> condition)
    {
        while (!condition())
        {
            Assert.False(program.HasExited);
            Thread.Sleep(1);
        }
    }

    private string Killed()
    {
        var output = study.NewOutput();
        var trains = new Moments(output).MoreEpochs(1);
        using var program = SliceActorsProgram.Start(study.Unhurried("multicnn", output));
        Assert.True(program.WaitUntil(trains.HasCome));
        program.Kill();
        return output;
    }
}
