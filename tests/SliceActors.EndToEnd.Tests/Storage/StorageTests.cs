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
        using var program = SliceActorsProgram.Start(study.Train("multicnn", output, "--epochs", "200"));
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

    [SkippableFact]
    public void A_process_that_cannot_stop_in_order_ends_all_the_same()
    {
        var output = study.NewOutput();
        var hangs = Surroundings.Instead(folder.Path, $$"""
            #define _GNU_SOURCE
            #include <dlfcn.h>
            #include <unistd.h>
            static int call(const char *name, int fd) {
                while (access("{{folder.File("hang")}}", F_OK) == 0) pause();
                int (*next)(int) = dlsym(RTLD_NEXT, name);
                return next(fd);
            }
            int fsync(int fd) { return call("fsync", fd); }
            int fdatasync(int fd) { return call("fdatasync", fd); }
            """);
        var trains = new Moments(output).MoreEpochs(1);
        using var program = Surroundings.Start(hangs, study.Train("multicnn", output, "--epochs", "200", "--quiet"));
        while (!trains.HasCome())
        {
            Assert.False(program.HasExited);
            Thread.Yield();
        }

        folder.Write("hang", []);
        using (var kill = System.Diagnostics.Process.Start("kill", ["-TERM", program.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

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
            SliceActorsProgram.Run(study.Train("cnn", output)).Ended(0);
        }

        var (source, room) = command == "predict" ? (output, 0) : (study.Caps, 1);
        var full = $"mount -t tmpfs none {small}; cp -r {source}/. {small}; mount -o remount,size=$(($(du -sk {small} | cut -f1) + 4 * {room}))k {small}; cat /dev/zero > {small}/rest 2>/dev/null || truncate -s -{room * 8}K {small}/rest";
        string[] arguments = command == "predict"
            ? ["predict", small, study.Caps, Path.Combine(study.Labels, "validation_splits-2", "split-0"), "again", "-cpu", "--cache_dir", study.Cache]
            : ["extract", "slice", small, "t1-linear"];
        var said = Surroundings.RunThen(full, $"find {small} -name '*.writing'", arguments).Ended(Trouble).Said(small);

        Assert.DoesNotContain(".writing", said.Output, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private string Killed()
    {
        var output = study.NewOutput();
        var trains = new Moments(output).MoreEpochs(1);
        using var program = SliceActorsProgram.Start(study.Train("multicnn", output));
        Assert.True(program.WaitUntil(trains.HasCome));
        program.Kill();
        return output;
    }
}
