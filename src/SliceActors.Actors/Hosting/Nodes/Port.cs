using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using SliceActors.Actors.Hosting.Settings;
using SliceActors.Runs.Errors;

namespace SliceActors.Actors.Hosting.Nodes;

/// <summary>The port of a node, looked at before the node uses it: what remoting says of one that is taken names neither the option nor what would be right.</summary>
internal static class Port
{
    private const int FirstForUsers = 1024;

    /// <summary>Makes sure that the node can have it.</summary>
    /// <exception cref="BadInputException">It is taken, or the address is none of this machine.</exception>
    public static async Task CheckAsync(ClusterSettings settings)
    {
        var port = settings.Self.Port;
        try
        {
            var address = IPAddress.TryParse(settings.Bind, out var named) ? named : (await Dns.GetHostAddressesAsync(settings.Bind).ConfigureAwait(false))[0];
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);

            // Connections of a process that has just ended may linger on its port: only who listens there is in the way.
            socket.Bind(new IPEndPoint(address, port is > 0 and < FirstForUsers ? port : 0));
            if (port > 0 && IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == port && Meet(listener.Address, address)))
            {
                throw Taken(port);
            }
        }
        catch (SocketException trouble) when (trouble.SocketErrorCode is SocketError.AccessDenied)
        {
            throw Trouble(Setting.Port, $"{port} is not for users", $"a port from {FirstForUsers} on, or 0 for any");
        }
        catch (SocketException trouble) when (trouble.SocketErrorCode is SocketError.AddressAlreadyInUse)
        {
            throw Taken(port);
        }
        catch (SocketException trouble)
        {
            throw Trouble(
                settings.Bind == settings.Self.Host ? Setting.Host : Setting.Bind,
                $"{settings.Bind}: {trouble.Message}",
                "an address of this machine; where others reach it by another one, name that with --host and this with --bind");
        }
    }

    /// <summary>Whether something says that another process was quicker to take the port.</summary>
    public static bool IsTaken(Exception trouble) => trouble is SocketException { SocketErrorCode: SocketError.AddressAlreadyInUse } || (trouble.InnerException is { } inner && IsTaken(inner));

    /// <summary>Another process has the port.</summary>
    public static BadInputException Taken(int port) => Trouble(Setting.Port, $"{port} is taken by another process", "a free port of this machine, or 0 for any");

    // Remoting listens with an IPv6 socket, to which IPv4 addresses are mapped.
    private static bool Meet(IPAddress taken, IPAddress wanted) =>
        taken.MapToIPv6().Equals(wanted.MapToIPv6()) || taken.Equals(IPAddress.Any) || taken.Equals(IPAddress.IPv6Any) || wanted.Equals(IPAddress.Any) || wanted.Equals(IPAddress.IPv6Any);

    private static BadInputException Trouble(Setting setting, string found, string expected) => new([new Finding(setting.Option!, null, found, expected)]);
}
