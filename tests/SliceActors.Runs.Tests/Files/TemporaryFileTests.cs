using System.Diagnostics;
using SliceActors.Runs.Files;
using SliceActors.Testing;
using Processor = System.Runtime.InteropServices.Architecture;

namespace SliceActors.Runs.Tests.Files;

/// <summary>What lies, or was planted, where a file is going to be written.</summary>
public sealed class TemporaryFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_link_to_a_file_is_removed_and_the_file_untouched()
    {
        File.WriteAllText(folder.File("victim"), "precious");
        File.CreateSymbolicLink(folder.File("table.tsv.writing"), folder.File("victim"));

        DurableFile.WriteText(folder.File("table.tsv"), "new");

        Assert.Equal("precious", File.ReadAllText(folder.File("victim")));
        AssertWritten("victim");
    }

    [Fact]
    public void A_hard_link_is_removed_and_the_file_untouched()
    {
        File.WriteAllText(folder.File("victim"), "precious");
        using (var ln = Process.Start("ln", [folder.File("victim"), folder.File("table.tsv.writing")]))
        {
            ln.WaitForExit();
        }

        DurableFile.WriteText(folder.File("table.tsv"), "new");

        Assert.Equal("precious", File.ReadAllText(folder.File("victim")));
        AssertWritten("victim");
    }

    [Fact]
    public void A_link_to_nothing_makes_no_file_elsewhere()
    {
        File.CreateSymbolicLink(folder.File("table.tsv.writing"), folder.File("elsewhere"));

        DurableFile.WriteText(folder.File("table.tsv"), "new");

        AssertWritten();
    }

    [Fact]
    public void A_link_to_a_folder_is_removed_and_the_folder_untouched()
    {
        Directory.CreateDirectory(folder.File("victim"));
        File.WriteAllText(folder.File("victim/precious"), "precious");
        File.CreateSymbolicLink(folder.File("table.tsv.writing"), folder.File("victim"));

        DurableFile.WriteText(folder.File("table.tsv"), "new");

        Assert.True(File.Exists(folder.File("victim/precious")));
        AssertWritten("victim");
    }

    [Fact]
    public void A_link_in_the_place_of_the_finished_file_is_replaced_and_not_written_through()
    {
        File.WriteAllText(folder.File("victim"), "precious");
        File.CreateSymbolicLink(folder.File("table.tsv"), folder.File("victim"));

        DurableFile.WriteText(folder.File("table.tsv"), "new");

        Assert.Equal("precious", File.ReadAllText(folder.File("victim")));
        AssertWritten("victim");
    }

    [Fact]
    public void A_pipe_is_removed_and_nobody_waits_for_it()
    {
        using (var mkfifo = Process.Start("mkfifo", [folder.File("table.tsv.writing")]))
        {
            mkfifo.WaitForExit();
        }

        DurableFile.WriteText(folder.File("table.tsv"), "new");

        AssertWritten();
    }

    [Fact]
    public void A_folder_is_named_and_left_alone()
    {
        Directory.CreateDirectory(folder.File("table.tsv.writing"));

        var error = Assert.Throws<IOException>(() => DurableFile.WriteText(folder.File("table.tsv"), "new"));

        Assert.Contains(folder.File("table.tsv.writing") + ": a folder", error.Message, StringComparison.Ordinal);
        Assert.Equal(["table.tsv.writing"], folder.Names());
    }

    [Fact]
    public void A_file_that_another_is_writing_is_left_alone() =>
        DurableFile.Write(folder.File("table.tsv"), stream =>
        {
            var error = Assert.Throws<IOException>(() => DurableFile.WriteText(folder.File("table.tsv"), "mine"));

            Assert.Contains("another process is writing", error.Message, StringComparison.Ordinal);
            Assert.Equal(["table.tsv.writing"], folder.Names());
            stream.Write("his"u8);
        });

    [Fact]
    public void A_disk_that_is_full_leaves_nothing_behind()
    {
        DurableFile.WriteText(folder.File("table.tsv"), "old");

        Assert.Throws<IOException>(() => DurableFile.Write(folder.File("table.tsv"), stream =>
        {
            stream.Write(new byte[200_000]);
            throw new IOException("No space left on device");
        }));

        Assert.Equal("old", File.ReadAllText(folder.File("table.tsv")));
        Assert.Equal(["table.tsv"], folder.Names());
    }

    [Theory]
    [InlineData(Processor.X64, 0x10000, 0x20000)]
    [InlineData(Processor.Arm64, 0x4000, 0x8000)]
    [InlineData(Processor.Arm, 0x4000, 0x8000)]
    [InlineData(Processor.Ppc64le, 0x4000, 0x8000)]
    [InlineData(Processor.RiscV64, 0x10000, 0x20000)]
    public void The_flags_of_open_are_those_of_the_processor(Processor processor, int directory, int noFollow) =>
        Assert.Equal(new OpenFlags(directory, noFollow), OpenFlags.Of(processor));

    private void AssertWritten(params string[] beside)
    {
        Assert.Equal("new", File.ReadAllText(folder.File("table.tsv")));
        Assert.Null(new FileInfo(folder.File("table.tsv")).LinkTarget);
        Assert.Equal([.. beside.Append("table.tsv").Order(StringComparer.Ordinal)], folder.Names());
    }
}
