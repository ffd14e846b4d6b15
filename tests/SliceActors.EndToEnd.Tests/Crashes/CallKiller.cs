using System.Globalization;
using SliceActors.EndToEnd.Tests.Programs;

namespace SliceActors.EndToEnd.Tests.Crashes;

/// <summary>Runs the program behind a library that kills it at a system call which changes something below its output folder.</summary>
internal sealed class CallKiller(string folder, string output)
{
    private const int Killed = 128 + 9;
    private static readonly Call Never = new("write", 0);

    private readonly string library = Surroundings.Library(folder, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Assets", "kill-at-call.c")));
    private readonly string told = Path.Combine(folder, "told");

    /// <summary>Runs to the end and counts.</summary>
    /// <returns>The last call of each kind that there was.</returns>
    public IReadOnlyList<Call> Count(string[] command)
    {
        Assert.Null(Run(command, null));
        return [.. Told().Split(' ').Chunk(2).Select(words => new Call(words[0], int.Parse(words[1], CultureInfo.InvariantCulture))).Where(call => call.Number > 0)];
    }

    /// <summary>Runs until a call comes, or to the end.</summary>
    /// <param name="command">The command line.</param>
    /// <param name="last">The call; null for none.</param>
    /// <returns>The call at which the process was killed, with its path; null when it ended in order.</returns>
    public string? Run(string[] command, Call? last)
    {
        File.Delete(told);
        var call = last ?? Never;
        using var program = new RunningProgram(command, variables: new Dictionary<string, string>
        {
            ["LD_PRELOAD"] = library,
            ["KILL_BELOW"] = output,
            ["KILL_KIND"] = call.Kind,
            ["KILL_AT"] = call.Number.ToString(CultureInfo.InvariantCulture),
            ["KILL_TOLD"] = told,
        });
        var result = program.WaitForEnd();
        if (result.ExitCode == 0)
        {
            return null;
        }

        result.Ended(Killed);
        return Told().Replace(output + Path.DirectorySeparatorChar, string.Empty, StringComparison.Ordinal);
    }

    private string Told() => File.ReadAllText(told).TrimEnd();
}
