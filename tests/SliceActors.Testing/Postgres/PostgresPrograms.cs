using System.Diagnostics;
using Xunit;

namespace SliceActors.Testing.Postgres;

/// <summary>The programs of PostgreSQL on this machine, which refuse to run as root.</summary>
internal static class PostgresPrograms
{
    private const string DebianFolder = "/usr/lib/postgresql";
    private const string User = "postgres";

    private static readonly Lazy<string?> Folder = new(Find);

    /// <summary>Whether there is one.</summary>
    public static bool Exist => Folder.Value is not null;

    /// <summary>Skips the test where there is no PostgreSQL.</summary>
    public static void Require() => Skip.IfNot(Exist, $"There is no PostgreSQL: no initdb in PATH or below {DebianFolder}.");

    /// <summary>Where one of them lies.</summary>
    public static string PathOf(string program) => Path.Combine(Folder.Value!, program);

    /// <summary>How anything is started by the user who owns the servers.</summary>
    public static ProcessStartInfo AsUser(params string[] command)
    {
        string[] whole = Environment.IsPrivilegedProcess ? ["runuser", "-u", User, "--", .. command] : command;
        return new ProcessStartInfo(whole[0], whole[1..]) { RedirectStandardError = true, RedirectStandardOutput = true, RedirectStandardInput = true, WorkingDirectory = "/" };
    }

    /// <summary>Gives a folder to the user who owns the servers.</summary>
    public static void HandOver(string folder)
    {
        if (Environment.IsPrivilegedProcess)
        {
            Run(new ProcessStartInfo("chown", [User, folder]) { RedirectStandardError = true, RedirectStandardOutput = true });
        }
    }

    /// <summary>Runs a program to its end.</summary>
    public static void Run(ProcessStartInfo command)
    {
        using var process = Process.Start(command)!;
        var errors = process.StandardError.ReadToEndAsync();
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, errors.Result);
    }

    private static string? Find() =>
        (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(':')
        .Concat(Directory.Exists(DebianFolder) ? Directory.EnumerateDirectories(DebianFolder).OrderDescending(StringComparer.Ordinal).Select(version => Path.Combine(version, "bin")) : [])
        .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "postgres")));
}
