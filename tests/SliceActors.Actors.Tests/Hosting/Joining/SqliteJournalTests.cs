using System.Data.Common;
using Akka.Configuration;
using Microsoft.Data.Sqlite;
using SliceActors.Actors.Hosting;
using SliceActors.Testing;

namespace SliceActors.Actors.Tests.Hosting.Joining;

/// <summary>The journal of one seed.</summary>
public sealed class SqliteJournalTests : JournalSpec, IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string File => folder.File("journal.db");

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        folder.Dispose();
    }

    private protected override Config Settings()
    {
        SqliteJournal.Prepare(File);
        return SqliteJournal.Settings(File).WithFallback(HoconFiles.Read("journal-sqlite.hocon"));
    }

    private protected override async Task<DbConnection> Open()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File }.ToString());
        await connection.OpenAsync();
        return connection;
    }
}
