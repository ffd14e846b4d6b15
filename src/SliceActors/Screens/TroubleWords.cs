using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using SliceActors.Runs.Files;

namespace SliceActors.Screens;

/// <summary>What trouble with storage means, in the words of those who have it.</summary>
internal static partial class TroubleWords
{
    private const int TooManyFiles = 24; // EMFILE on Linux

    /// <summary>One sentence or two: what was found, and what would be right.</summary>
    /// <param name="trouble">The trouble.</param>
    /// <param name="journal">Path of the journal that the command works with; null when it works with none.</param>
    public static string Of(Exception trouble, string? journal) => trouble switch
    {
        SqliteException sqlite => $"{journal ?? "the journal of the run"} {Meaning(sqlite)}",
        IOException { HResult: TooManyFiles } => $"{trouble.Message.TrimEnd('.')}. Expected: a limit of at least 1024 open files ('ulimit -n' says what it is, 'ulimit -n 1024' raises it).",
        UnauthorizedAccessException when Quoted().Match(trouble.Message) is { Success: true } path => Denied(path.Groups["path"].Value),
        _ => trouble.Message,
    };

    // Names of files that are being written say nothing to anybody.
    private static string Denied(string path)
    {
        var (name, folder) = (DurableFile.FinishedName(path), Path.GetDirectoryName(path));
        return name != path || (!Path.Exists(path) && Directory.Exists(folder))
            ? $"{name} cannot be written: you may create no files in {folder}. Expected: a folder in which you may create files."
            : $"{name}: no permission. Expected: a file or folder that you may read and, where something is to be written, write to.";
    }

    // Primary result codes of SQLite (sqlite.org/rescode.html).
    private static string Meaning(SqliteException trouble) => trouble.SqliteErrorCode switch
    {
        5 or 6 => "is locked. Expected: no other process at work in the folder, and a file system with locks.",
        8 => "cannot be written to. Expected: a folder in which you may create files, on a disk that is not mounted read-only.",
        10 => "could not be read or written: the disk reported an error. Expected: a disk in order, with space left.",
        11 or 26 => "is damaged. Expected: the file as it was written; networks and tables beside it are not touched.",
        13 => "could not be written: the disk is full. Expected: some space; the run then goes on where it was.",
        14 => "cannot be opened. Expected: a file that you may read, in a folder that can be written to, with a path of less than 500 bytes.",
        _ => $"could not be used: {Jargon().Replace(trouble.Message, "${words}")}.",
    };

    [GeneratedRegex("'(?<path>.+)'", RegexOptions.ExplicitCapture)]
    private static partial Regex Quoted();

    [GeneratedRegex("^SQLite Error [0-9]+: '(?<words>.*?)\\.?'\\.?$", RegexOptions.ExplicitCapture | RegexOptions.Singleline)]
    private static partial Regex Jargon();
}
