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
        File.WriteAllText(Path.Combine(target, "README.md"), "of an export");
        var unfinished = ExportLeftovers.NewFolder(target);
        ExportLeftovers.Announce(unfinished, ["README.md"]);
        File.AppendAllText($"{unfinished}.txt", $"..\n.\n\n../precious\n{precious}\n");

        var leftover = Assert.Single(ExportLeftovers.In(target));

        Assert.Equal([Path.Combine(target, "README.md"), $"{unfinished}.txt"], leftover.Paths);
        leftover.Remove();
        Assert.Empty(Directory.EnumerateFileSystemEntries(target));
        Assert.Equal("years of work", File.ReadAllText(precious));
    }

    public void Dispose() => folder.Dispose();
}
