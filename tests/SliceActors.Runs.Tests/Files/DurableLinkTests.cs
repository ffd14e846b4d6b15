using SliceActors.Runs.Files;
using SliceActors.Testing;

namespace SliceActors.Runs.Tests.Files;

public sealed class DurableLinkTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_second_name_is_a_hard_link_that_a_later_write_separates()
    {
        DurableFile.WriteText(folder.File("loss"), "epoch 1");
        DurableFile.LinkOrCopy(folder.File("loss"), folder.File("deep/accuracy"));
        Assert.Equal("epoch 1", File.ReadAllText(folder.File("deep/accuracy")));

        // One file with two names: what is appended through one is seen through the other.
        File.AppendAllText(folder.File("loss"), "!");
        Assert.Equal("epoch 1!", File.ReadAllText(folder.File("deep/accuracy")));

        DurableFile.WriteText(folder.File("loss"), "epoch 2");
        Assert.Equal("epoch 1!", File.ReadAllText(folder.File("deep/accuracy")));
    }

    [Fact]
    public void A_second_name_replaces_what_had_it()
    {
        DurableFile.WriteText(folder.File("loss"), "epoch 2");
        DurableFile.WriteText(folder.File("accuracy"), "epoch 1");

        DurableFile.LinkOrCopy(folder.File("loss"), folder.File("accuracy"));

        Assert.Equal("epoch 2", File.ReadAllText(folder.File("accuracy")));
        Assert.Equal(["accuracy", "loss"], folder.Names());
    }

    [Fact]
    public void Linking_what_is_linked_already_changes_nothing()
    {
        DurableFile.WriteText(folder.File("loss"), "epoch 1");
        DurableFile.LinkOrCopy(folder.File("loss"), folder.File("accuracy"));

        DurableFile.LinkOrCopy(folder.File("loss"), folder.File("accuracy"));
        DurableFile.LinkOrCopy(folder.File("loss"), folder.File("loss"));

        Assert.Equal("epoch 1", File.ReadAllText(folder.File("loss")));
        Assert.Equal("epoch 1", File.ReadAllText(folder.File("accuracy")));
        Assert.Equal(["accuracy", "loss"], folder.Names());
    }

    [Fact]
    public void An_absent_file_cannot_get_a_second_name()
    {
        Assert.Throws<FileNotFoundException>(() => DurableFile.LinkOrCopy(folder.File("absent"), folder.File("accuracy")));

        Assert.False(File.Exists(folder.File("accuracy")));
    }

    [Fact]
    public void A_link_that_never_got_to_its_place_leaves_nothing_behind()
    {
        DurableFile.WriteText(folder.File("loss"), "epoch 1");
        Directory.CreateDirectory(folder.File("accuracy"));

        Assert.ThrowsAny<IOException>(() => DurableFile.LinkOrCopy(folder.File("loss"), folder.File("accuracy")));

        Assert.Equal(["accuracy", "loss"], folder.Names());
        Assert.Equal("epoch 1", File.ReadAllText(folder.File("loss")));
    }

    [Fact]
    public void A_planted_link_is_removed_and_what_it_points_to_untouched()
    {
        File.WriteAllText(folder.File("victim"), "precious");
        File.CreateSymbolicLink(folder.File("accuracy.linking"), folder.File("victim"));
        DurableFile.WriteText(folder.File("loss"), "epoch 1");

        DurableFile.LinkOrCopy(folder.File("loss"), folder.File("accuracy"));

        Assert.Equal("epoch 1", File.ReadAllText(folder.File("accuracy")));
        Assert.Equal("precious", File.ReadAllText(folder.File("victim")));
        Assert.Equal(["accuracy", "loss", "victim"], folder.Names());
    }
}
