using SliceActors.Studies.Exports;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Exports;

public sealed class ExportLeftoversTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void A_list_that_names_what_lies_elsewhere_removes_nothing_there()
    {
        var (target, precious) = (Directory.CreateDirectory(Path.Combine(folder.Path, "target")).FullName, Path.Combine(folder.Path, "precious"));
        File.WriteAllText(precious, "years of work");
        var unfinished = Moved(target, "README.md");
        File.AppendAllText($"{unfinished}.txt", $"..\n.\n\n../precious\n{precious}\n");
        File.AppendAllText($"{unfinished}.txt", string.Concat(((string[])["..", ".", "../precious", precious]).Select(name => $"{MovedEntry.Of(precious) with { Name = name }}\n")));

        var leftover = Assert.Single(ExportLeftovers.In(target));

        Assert.Equal([Path.Combine(target, "README.md"), $"{unfinished}.txt"], leftover.Paths);
        leftover.Remove();
        Assert.Empty(Directory.EnumerateFileSystemEntries(target));
        Assert.Equal("years of work", File.ReadAllText(precious));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_another_export_put_under_the_listed_names_is_not_taken_for_moved(bool sameText)
    {
        var target = Directory.CreateDirectory(Path.Combine(folder.Path, "target")).FullName;
        Moved(target, "README.md", "onnx/network.onnx");
        Assert.Equal(3, Assert.Single(ExportLeftovers.In(target)).Paths.Count());

        File.WriteAllText(Path.Combine(target, "onnx", "network.onnx"), sameText ? "of an export" : "of a later export");
        File.SetLastWriteTimeUtc(Path.Combine(target, "onnx", "network.onnx"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        var leftover = Assert.Single(ExportLeftovers.In(target));

        Assert.EndsWith(".txt", Assert.Single(leftover.Paths), StringComparison.Ordinal);
        leftover.Remove();
        Assert.Equal(["README.md", "onnx"], Directory.EnumerateFileSystemEntries(target).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_list_of_names_alone_shows_nothing()
    {
        var target = Directory.CreateDirectory(Path.Combine(folder.Path, "target")).FullName;
        File.WriteAllText(Path.Combine(target, "README.md"), "of an export");
        File.WriteAllText($"{ExportLeftovers.NewFolder(target)}.txt", "README.md\n");

        Assert.EndsWith(".txt", Assert.Single(Assert.Single(ExportLeftovers.In(target)).Paths), StringComparison.Ordinal);
    }

    // As an export that was killed after the last move leaves it.
    private static string Moved(string target, params string[] files)
    {
        var unfinished = ExportLeftovers.NewFolder(target);
        foreach (var file in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(unfinished, file))!);
            File.WriteAllText(Path.Combine(unfinished, file), "of an export");
        }

        var entries = ExportLeftovers.Entries(unfinished).ToList();
        ExportLeftovers.Announce(unfinished, entries);
        entries.ForEach(entry => Directory.Move(entry, Path.Combine(target, Path.GetFileName(entry))));
        Directory.Delete(unfinished);
        return unfinished;
    }

    public void Dispose() => folder.Dispose();
}
