using System.Globalization;
using Microsoft.Data.Sqlite;

namespace SliceActors.EndToEnd.Tests.Results;

/// <summary>Counts the events in a run's journal, also while another process writes it.</summary>
internal sealed class JournalFile(string output)
{
    public const string Submitted = "rs";
    public const string Assigned = "ua";
    public const string EpochCompleted = "ec";
    public const string EpochSaved = "es";
    public const string UnitCompleted = "uc";
    public const string VoteMerged = "vm";
    public const string FoldMerged = "fm";
    public const string RunCompleted = "rc";

    private const int Busy = 5;

    private readonly string file = Path.Combine(output, ".slice-actors", "journal.db");

    public bool Exists => File.Exists(file);

    /// <summary>Whether the tables are made.</summary>
    public bool HasTables() => Ask(HasTable, false);

    /// <summary>Number of events of a kind; 0 as well when the journal has no tables yet or cannot be asked now.</summary>
    public int Count(string kind) => Ask(connection => HasTable(connection) ? Count(connection, kind) : 0, 0);

    private T Ask<T>(Func<SqliteConnection, T> question, T unknown)
    {
        if (!Exists)
        {
            return unknown;
        }

        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false }.ToString());
        try
        {
            connection.Open();
            return question(connection);
        }
        catch (SqliteException busy) when (busy.SqliteErrorCode == Busy)
        {
            return unknown;
        }
    }

    private static bool HasTable(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM sqlite_master WHERE type = 'table' AND name = 'journal';";
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture) > 0;
    }

    private static int Count(SqliteConnection connection, string kind)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM journal WHERE manifest = $kind;";
        command.Parameters.AddWithValue("$kind", kind);
        return Convert.ToInt32(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
