using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;

namespace SliceActors.Commands;

/// <summary>
/// Tries a user's network in a process of its own, before this one touches it: with some files libtorch ends the process. The command that the other
/// process runs is not for people.
/// </summary>
internal static class NetworkTrial
{
    private const string Name = "try-network";

    public static Command Create()
    {
        var type = new Argument<NetworkType>("TYPE");
        var network = new Argument<string>("NETWORK");
        var command = new Command(Name) { type, network };
        command.Hidden = true;
        command.SetAction(parsed =>
        {
            // Whatever the network's code prints must not stand between the findings.
            var answer = Console.Out;
            Console.SetOut(Console.Error);
            var findings = new List<Finding>();
            NetworkProbe.Check(JsonSerializer.Deserialize<NetworkSpec>(parsed.GetRequiredValue(network))!, parsed.GetRequiredValue(type), findings);
            answer.WriteLine();
            answer.WriteLine(JsonSerializer.Serialize(findings));
            return (int)ExitCode.Done;
        });
        return command;
    }

    /// <summary>Tries the network of a spec; one that is built in needs no trial.</summary>
    /// <param name="network">Settled.</param>
    /// <param name="networkType">What is made of it.</param>
    /// <param name="findings">Gets what is wrong.</param>
    /// <param name="cancellation">Ends the other process.</param>
    /// <returns>Whether nothing is.</returns>
    public static async Task<bool> Passes(NetworkSpec network, NetworkType networkType, List<Finding> findings, CancellationToken cancellation)
    {
        if (!NetworkCode.IsCustom(network))
        {
            return true;
        }

        using var process = Process.Start(Self(networkType.ToString(), JsonSerializer.Serialize(network)))!;
        await using var ending = cancellation.Register(() => process.Kill(entireProcessTree: true));
        var complaints = process.StandardError.ReadToEndAsync(CancellationToken.None);
        var answer = await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await process.WaitForExitAsync(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        var found = process.ExitCode == (int)ExitCode.Done
            ? JsonSerializer.Deserialize<List<Finding>>(Lines(answer)[^1])!
            : [Ended(network, Lines(await complaints))];
        findings.AddRange(found);
        return found.Count == 0;
    }

    private static Finding Ended(NetworkSpec network, string[] complaints)
    {
        // The C++ runtime names the exception, then says what it is about, sometimes on the next line.
        var said = complaints.SkipWhile(line => !line.StartsWith("terminate called", StringComparison.Ordinal)).Skip(1)
            .Select(line => line.StartsWith("what():", StringComparison.Ordinal) ? line["what():".Length..].Trim() : line);
        var reason = said.FirstOrDefault(line => line.Length > 0) ?? complaints.FirstOrDefault() ?? "no reason given";
        return new Finding(
            network.PluginFile ?? network.Architecture,
            null,
            $"the process that tried the network came to its end: {reason}",
            "a network that libtorch 2.10 can load and run, with PyTorch's own operations only");
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static ProcessStartInfo Self(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(NetworkTrial).Assembly.Location);
        }

        start.ArgumentList.Add(Name);
        Array.ForEach(arguments, start.ArgumentList.Add);
        return start;
    }
}
