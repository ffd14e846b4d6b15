using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace SliceActors.Actors.Supervision;

/// <summary>Published in the actor system when a journal holds an event of another writer where an actor's own should go: somebody else took its place.</summary>
/// <param name="PersistenceId">Whose journal it is.</param>
internal sealed record SecondWriter(string PersistenceId)
{
    private const string UniqueViolation = "23505";
    private const int ConstraintViolation = 19;

    /// <summary>Whether a write failed because of it.</summary>
    public static bool IsSeenIn(Exception? trouble) => trouble switch
    {
        null => false,
        SqliteException { SqliteErrorCode: ConstraintViolation } or DbException { SqlState: UniqueViolation } => true,
        AggregateException many => many.InnerExceptions.Any(IsSeenIn),
        _ => IsSeenIn(trouble.InnerException),
    };
}
