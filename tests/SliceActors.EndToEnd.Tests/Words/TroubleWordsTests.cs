using SliceActors.Screens;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Words;

/// <summary>Trouble with files, in words.</summary>
public sealed class TroubleWordsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Without_permission_the_file_is_named_by_its_own_name_and_what_would_be_right_is_said()
    {
        var (file, there) = (folder.File("report.html"), folder.File("there"));
        File.WriteAllText(there, string.Empty);

        Assert.Equal($"{file} cannot be written: you may create no files in {folder.Path}. Expected: a folder in which you may create files.", Said(file + ".writing"));
        Assert.Equal($"{file} cannot be written: you may create no files in {folder.Path}. Expected: a folder in which you may create files.", Said(file));
        Assert.Equal($"{there}: no permission. Expected: a file or folder that you may read and, where something is to be written, write to.", Said(there));
    }

    private static string Said(string path) => TroubleWords.Of(new UnauthorizedAccessException($"Access to the path '{path}' is denied."), null);
}
