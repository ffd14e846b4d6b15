using Microsoft.Data.Sqlite;
using SliceActors.Studies.Folders;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Folders;

public sealed class JournalCopyTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Journal => folder.File("journal.db");

    [Fact]
    public void A_copy_holds_what_is_in_the_write_ahead_log_and_leaves_it_where_it_is()
    {
        using var writer = Open(Journal);
        Execute(writer, "PRAGMA journal_mode=WAL; CREATE TABLE t (x); INSERT INTO t VALUES (1), (2);");
        var before = folder.Names();

        using (var copy = new JournalCopy(Journal))
        {
            using var reader = Open(copy.Path);
            Assert.Equal(2L, Execute(reader, "SELECT COUNT(*) FROM t;"));
        }

        Assert.Equal(before, folder.Names());
        Assert.Contains("journal.db-wal", before);
    }

    [Fact]
    public void A_copy_made_while_events_are_written_and_the_log_begins_anew_is_whole()
    {
        using var writer = Open(Journal);
        Execute(writer, "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=4; CREATE TABLE t (x INTEGER PRIMARY KEY, y TEXT);");
        using var stop = new CancellationTokenSource();
        var written = 0L;
        var writing = new Thread(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                Execute(writer, $"INSERT INTO t (y) VALUES ('{new string('y', 500)}');");
                Interlocked.Increment(ref written);
            }
        });
        writing.Start();
        for (var copies = 0; copies < 50; copies++)
        {
            var atLeast = Interlocked.Read(ref written);
            using var copy = new JournalCopy(Journal);
            using var reader = Open(copy.Path);
            Assert.Equal("ok", Execute(reader, "PRAGMA integrity_check;"));
            Assert.InRange((long)Execute(reader, "SELECT COUNT(*) FROM t;")!, atLeast, long.MaxValue);
            Assert.Equal(Execute(reader, "SELECT MAX(x) FROM t;") is long last ? last : 0, Execute(reader, "SELECT COUNT(*) FROM t;"));
        }

        stop.Cancel();
        writing.Join();
    }

    [Fact]
    public void The_copy_of_an_absent_journal_is_absent()
    {
        using var copy = new JournalCopy(Journal);
        Assert.False(File.Exists(copy.Path));
    }

    public void Dispose() => folder.Dispose();

    private static SqliteConnection Open(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    private static object? Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
