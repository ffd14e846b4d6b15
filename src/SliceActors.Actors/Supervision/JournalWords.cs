using Microsoft.Data.Sqlite;

namespace SliceActors.Actors.Supervision;

/// <summary>Says why a journal cannot be used, without the jargon of its database.</summary>
internal static class JournalWords
{
    private const int Busy = 5, ReadOnly = 8, InputOutput = 10, Damaged = 11, Full = 13, CannotOpen = 14, NoDatabase = 26;

    /// <summary>A sentence a person can read.</summary>
    /// <param name="journal">Where the journal is.</param>
    /// <param name="trouble">What happened.</param>
    public static string Of(string journal, Exception trouble)
    {
        var root = Root(trouble);
        var reason = (root as SqliteException)?.SqliteErrorCode switch
        {
            Busy => "another process keeps it locked",
            ReadOnly => "it may only be read",
            InputOutput => "the disk refused",
            Damaged or NoDatabase => "it is damaged",
            Full => "no space is left on the device",
            CannotOpen => "it cannot be opened",
            _ => root.Message.TrimEnd('.'),
        };
        return $"The journal {journal} cannot be used: {reason}.";
    }

    private static Exception Root(Exception trouble) => trouble switch
    {
        SqliteException => trouble,
        AggregateException { InnerExceptions: [var first, ..] } => Root(first),
        { InnerException: { } inner } => Root(inner),
        _ => trouble,
    };
}
