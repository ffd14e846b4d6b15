using System.Globalization;
using System.Net;

namespace SliceActors.Actors.Hosting.Settings;

/// <summary>Where a node is reached.</summary>
/// <param name="Host">Name or IP address, an IPv6 address without brackets.</param>
/// <param name="Port">TCP port.</param>
public sealed record NodeAddress(string Host, int Port)
{
    /// <summary>Whether only this machine reaches it.</summary>
    public bool IsLoopback => IsLoopbackHost(Host);

    /// <summary>Reads <c>HOST:PORT</c> or <c>[IPv6]:PORT</c>; null when it is neither.</summary>
    public static NodeAddress? Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var colon = text.LastIndexOf(':');
        if (colon < 1 || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) || port is < 1 or > 65535)
        {
            return null;
        }

        var host = text[..colon];
        var isBracketed = host is ['[', .., ']'];
        host = isBracketed ? host[1..^1] : host;
        return Uri.CheckHostName(host) switch
        {
            UriHostNameType.IPv6 when isBracketed => new NodeAddress(host, port),
            UriHostNameType.Dns or UriHostNameType.IPv4 when !isBracketed => new NodeAddress(host, port),
            _ => null,
        };
    }

    /// <summary><c>HOST:PORT</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]" : Host)}:{Port}");

    internal static bool IsLoopbackHost(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
