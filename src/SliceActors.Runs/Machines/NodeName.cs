using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace SliceActors.Runs.Machines;

/// <summary>Names of the processes of a cluster: <c>HOST:PORT-</c>, the second of the start in eight hexadecimal digits, and six random ones.</summary>
public static partial class NodeName
{
    private const int RandomDigits = 6;

    /// <summary>A name unlike that of any other process, also where several run in containers with one host name.</summary>
    /// <param name="host">Where others reach it.</param>
    /// <param name="port">The same; 0 where the system is to choose.</param>
    /// <param name="start">When it started.</param>
    public static string Of(string host, int port, DateTimeOffset start) =>
        string.Create(CultureInfo.InvariantCulture, $"{host}:{port}-{start.ToUnixTimeSeconds():x8}{RandomNumberGenerator.GetHexString(RandomDigits, lowercase: true)}");

    /// <summary>Whether a process has the address that another one had before it. Only one at a time can have it: the other is at work no more.</summary>
    /// <param name="later">Name of the process that was heard of.</param>
    /// <param name="earlier">Name of the other.</param>
    public static bool HasAddressOf(string later, string earlier) =>
        Parts().Match(later) is { Success: true } one && Parts().Match(earlier) is { Success: true } other
        && one.Groups["address"].ValueSpan.SequenceEqual(other.Groups["address"].ValueSpan)
        && one.Groups["start"].ValueSpan.SequenceCompareTo(other.Groups["start"].ValueSpan) > 0;

    // Whoever had the system choose a port says 0, which is nobody's address.
    [GeneratedRegex("^(?<address>.+:[1-9][0-9]*)-(?<start>[0-9a-f]{8})[0-9a-f]{6}$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Parts();
}
