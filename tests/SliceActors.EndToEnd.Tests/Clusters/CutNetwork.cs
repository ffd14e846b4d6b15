using System.Diagnostics;

namespace SliceActors.EndToEnd.Tests.Clusters;

/// <summary>A network of this machine whose places can be cut off: a namespace for each, all on one bridge. Only root may make it.</summary>
internal sealed class CutNetwork : IDisposable
{
    private static int made;

    private readonly string name = $"sa{Environment.ProcessId % 100_000}{(char)('a' + (Interlocked.Increment(ref made) % 26))}";
    private readonly string prefix = $"10.{Random.Shared.Next(64, 250)}.{Random.Shared.Next(1, 250)}";
    private readonly int places;

    /// <summary>Makes it; skips the test where that is not allowed.</summary>
    /// <param name="places">How many places it has, from 1 on.</param>
    public CutNetwork(int places)
    {
        this.places = places;
        Skip.IfNot(Ip("link", "add", Bridge, "type", "bridge"), "This user may not make network namespaces of their own.");
        Make("addr", "add", $"{prefix}.254/24", "dev", Bridge);
        Make("link", "set", Bridge, "up");
        foreach (var place in Enumerable.Range(1, places))
        {
            Make("netns", "add", Namespace(place));
            Make("link", "add", Outside(place), "type", "veth", "peer", "name", "inside", "netns", Namespace(place));
            Make("link", "set", Outside(place), "master", Bridge, "up");
            Make("-n", Namespace(place), "addr", "add", $"{AddressOf(place)}/24", "dev", "inside");
            Make("-n", Namespace(place), "link", "set", "inside", "up");
            Make("-n", Namespace(place), "link", "set", "lo", "up");
        }
    }

    private string Bridge => $"{name}br";

    /// <summary>Address of a place.</summary>
    public string AddressOf(int place) => $"{prefix}.{place}";

    /// <summary>What a process is started with to be at a place.</summary>
    public IReadOnlyList<string> Within(int place) => ["ip", "netns", "exec", Namespace(place)];

    /// <summary>Cuts a place off.</summary>
    public void Cut(int place) => Make("link", "set", Outside(place), "down");

    /// <summary>Lets a place be reached again.</summary>
    public void Heal(int place) => Make("link", "set", Outside(place), "up");

    public void Dispose()
    {
        foreach (var place in Enumerable.Range(1, places))
        {
            Ip("netns", "del", Namespace(place));
        }

        Ip("link", "del", Bridge);
    }

    private static void Make(params string[] arguments) => Assert.True(Ip(arguments), $"ip {string.Join(' ', arguments)} failed.");

    private static bool Ip(params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("ip", arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private string Namespace(int place) => $"{name}-{place}";

    private string Outside(int place) => $"{name}v{place}";
}
