using System.Diagnostics;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Clusters;

/// <summary>A node as a process, with all that it has said so far.</summary>
internal sealed class NodeProcess : IDisposable
{
    private const string Joined = "Singleton identified at ";
    private static readonly TimeSpan EndsWithin = Deadline.OfTests;

    private readonly Lock turn = new();
    private readonly List<string> lines = [];
    private readonly Process process;

    public NodeProcess(NodePlan plan, IEnumerable<string> arguments, IReadOnlyDictionary<string, string> variables)
    {
        Plan = plan;
        process = Process.Start(ProgramStart.Of(arguments, variables: variables, within: plan.Within))!;
        process.StandardInput.Close();
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public NodePlan Plan { get; }

    /// <summary>Its process id.</summary>
    public int Id => process.Id;

    public bool HasEnded => process.HasExited;

    /// <summary>What it calls itself; empty until it has said so.</summary>
    public string Name => Lines.FirstOrDefault(line => line.StartsWith("Node ", StringComparison.Ordinal))?.Split(' ')[1] ?? string.Empty;

    /// <summary>Whether it has found the registry.</summary>
    public bool HasJoined => Name.Length > 0 && RegistryAt is not null;

    /// <summary>Where it last found the registry, as Akka writes it; null before it has.</summary>
    public string? RegistryAt => Lines.LastOrDefault(line => line.Contains(Joined, StringComparison.Ordinal))?.Split(Joined)[1];

    /// <summary>What it has said.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (turn)
            {
                return [.. lines];
            }
        }
    }

    /// <summary>SIGKILL, also for one that is stopped.</summary>
    public void Kill()
    {
        process.Kill();
        process.WaitForExit();
    }

    /// <summary>SIGSTOP: it does nothing until it is continued.</summary>
    public void Stop() => ProgramStart.Signal(process, "STOP");

    /// <summary>SIGCONT.</summary>
    public void Continue() => ProgramStart.Signal(process, "CONT");

    /// <summary>Asks it to end, and waits until it has.</summary>
    public void End()
    {
        ProgramStart.Signal(process, "TERM");
        if (!process.WaitForExit(EndsWithin))
        {
            Assert.Fail($"{Plan.Key} does not end.\n{string.Join('\n', Lines.TakeLast(40))}");
        }

        Assert.True(process.ExitCode == 0, $"{Plan.Key} ended with {process.ExitCode}.\n{string.Join('\n', Lines.TakeLast(40))}");
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        process.Dispose();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (turn)
            {
                lines.Add(line);
            }
        }
    }
}
