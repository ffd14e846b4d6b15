using System.Text;
using Microsoft.Data.Sqlite;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Studies.Folders;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Folders;

public sealed class PathLimitsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(479, true)]
    [InlineData(480, false)]
    public void The_longest_path_that_passes_is_the_longest_that_the_journal_can_have(int bytes, bool passes)
    {
        var tree = new ResultTree(Long(bytes));
        var findings = new List<Finding>();
        PathLimits.Check(tree, findings);

        Assert.Equal(passes, findings.Count == 0);
        Assert.Equal(passes, JournalCanBeMade(tree));
    }

    [Fact]
    public void A_name_that_no_file_system_takes_is_found()
    {
        var findings = new List<Finding>();
        PathLimits.Check(new ResultTree(folder.File(new string('ä', 128))), findings);
        Assert.Equal("the folder name ääääääääääääääääääää… is 256 bytes long", Assert.Single(findings).Found);
    }

    public void Dispose() => folder.Dispose();

    private string Long(int bytes)
    {
        var path = folder.Path;
        while (bytes - Encoding.UTF8.GetByteCount(path) is > 0 and var missing)
        {
            // A name of at least one byte has to be left for the last folder.
            var name = missing is 202 ? 199 : Math.Min(200, missing - 1);
            path = Path.Combine(path, new string('x', name));
        }

        return path;
    }

    private static bool JournalCanBeMade(ResultTree tree)
    {
        Directory.CreateDirectory(tree.Bookkeeping);
        try
        {
            using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = tree.Journal, Pooling = false }.ToString());
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = "PRAGMA journal_mode=WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1);";
            command.ExecuteNonQuery();
            return true;
        }
        catch (SqliteException)
        {
            return false;
        }
    }
}
