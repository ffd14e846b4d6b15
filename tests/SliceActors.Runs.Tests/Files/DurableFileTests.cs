using System.Security.Cryptography;
using System.Text;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;
using SliceActors.Testing;

namespace SliceActors.Runs.Tests.Files;

public sealed class DurableFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_written_file_holds_the_content_and_its_digest_is_right()
    {
        var content = Enumerable.Range(0, 300_000).Select(i => (byte)(i * 31)).ToArray();
        var digest = DurableFile.Write(folder.File("model"), stream =>
        {
            stream.Write(content, 0, 100_000);
            stream.WriteByte(content[100_000]);
            stream.Write(content.AsSpan(100_001));
        });

        Assert.Equal(content, File.ReadAllBytes(folder.File("model")));
        Assert.Equal(new FileDigest(300_000, Convert.ToHexStringLower(SHA256.HashData(content))), digest);
        Assert.Equal(["model"], folder.Names());
    }

    [Fact]
    public void Text_is_written_as_UTF8_without_a_byte_order_mark()
    {
        var digest = DurableFile.WriteText(folder.File("table.tsv"), "Gehirn äöü\n");

        Assert.Equal("Gehirn äöü\n"u8.ToArray(), File.ReadAllBytes(folder.File("table.tsv")));
        Assert.Equal(new FileDigest(14, "4110587317e3505bb2d1b3b7da18c91b10ee9407ee87bb68daca9815e3686d1b"), digest);
    }

    [Fact]
    public void A_shorter_content_replaces_a_longer_one_completely()
    {
        DurableFile.WriteText(folder.File("table.tsv"), "a long first content");
        DurableFile.WriteText(folder.File("table.tsv"), "short");

        Assert.Equal("short", File.ReadAllText(folder.File("table.tsv")));
    }

    [Fact]
    public void The_folder_of_the_file_is_made()
    {
        DurableFile.WriteText(folder.File("fold-0/models/cnn-3/table.tsv"), "x");

        Assert.True(File.Exists(folder.File("fold-0/models/cnn-3/table.tsv")));
    }

    [Fact]
    public void A_writer_that_fails_leaves_the_old_file()
    {
        DurableFile.WriteText(folder.File("table.tsv"), "old");

        Assert.Throws<InvalidDataException>(() => DurableFile.Write(folder.File("table.tsv"), FailHalfWay));

        Assert.Equal("old", File.ReadAllText(folder.File("table.tsv")));
    }

    [Fact]
    public void A_writer_that_fails_leaves_no_file_of_that_name_and_does_not_disturb_the_next()
    {
        Assert.Throws<InvalidDataException>(() => DurableFile.Write(folder.File("table.tsv"), FailHalfWay));
        Assert.False(File.Exists(folder.File("table.tsv")));

        DurableFile.WriteText(folder.File("table.tsv"), "new");
        Assert.Equal("new", File.ReadAllText(folder.File("table.tsv")));
        Assert.Equal(["table.tsv"], folder.Names());
    }

    [Fact]
    public void A_half_file_left_by_a_crash_does_not_disturb()
    {
        File.WriteAllText(folder.File("table.tsv.writing"), "half of something that was longer than what comes now");

        DurableFile.WriteText(folder.File("table.tsv"), "whole");

        Assert.Equal("whole", File.ReadAllText(folder.File("table.tsv")));
        Assert.Equal(["table.tsv"], folder.Names());
    }

    [Fact]
    public void The_file_is_not_visible_before_it_is_whole() =>
        DurableFile.Write(folder.File("table.tsv"), stream =>
        {
            stream.Write("half"u8);
            stream.Flush();
            Assert.False(File.Exists(folder.File("table.tsv")));
        });

    [Fact]
    public void Content_is_written_front_to_back_only() =>
        DurableFile.Write(folder.File("x"), stream =>
        {
            Assert.False(stream.CanSeek);
            Assert.False(stream.CanRead);
            Assert.Throws<NotSupportedException>(() => stream.Position = 0);
        });

    [Fact]
    public void Nested_folders_are_made_once()
    {
        DurableFile.CreateDirectory(folder.File("a/b/c"));
        DurableFile.CreateDirectory(folder.File("a/b/c"));

        Assert.True(Directory.Exists(folder.File("a/b/c")));
    }

    [Fact]
    public void A_folder_that_is_a_file_cannot_be_made()
    {
        File.WriteAllText(folder.File("a"), string.Empty);

        Assert.Throws<IOException>(() => DurableFile.CreateDirectory(folder.File("a/b")));
    }

    [Fact]
    public void Only_the_file_that_was_written_matches()
    {
        var digest = DurableFile.WriteText(folder.File("table.tsv"), "content");
        Assert.True(DurableFile.Matches(folder.File("table.tsv"), digest));

        File.WriteAllText(folder.File("table.tsv"), "c0ntent");
        Assert.False(DurableFile.Matches(folder.File("table.tsv"), digest));

        File.WriteAllText(folder.File("table.tsv"), "content and more");
        Assert.False(DurableFile.Matches(folder.File("table.tsv"), digest));
        Assert.False(DurableFile.Matches(folder.File("absent.tsv"), digest));
    }

    [Fact]
    public void A_file_behind_a_link_matches_as_any_other()
    {
        var digest = DurableFile.WriteText(folder.File("object"), "content");
        var seal = DurableFile.WriteSealed(folder.File("object"), stream => stream.Write("content"u8));
        File.CreateSymbolicLink(folder.File("model"), folder.File("object"));

        Assert.True(DurableFile.Matches(folder.File("model"), digest));
        Assert.True(DurableFile.Matches(folder.File("model"), seal));
    }

    [Fact]
    public void Flushing_an_absent_folder_says_which()
    {
        var error = Assert.Throws<IOException>(() => DurableFile.FlushFolder(folder.File("absent")));

        Assert.Contains(folder.File("absent"), error.Message, StringComparison.Ordinal);
    }

    private static void FailHalfWay(Stream stream)
    {
        stream.Write(Encoding.UTF8.GetBytes("half"));
        throw new InvalidDataException("The writer failed.");
    }
}
