using System.Net;
using System.Net.Sockets;
using SliceActors.Actors.Hosting.Settings;
using SliceActors.Runs.Errors;

namespace SliceActors.Actors.Hosting.Nodes;

/// <summary>The port of a node, looked at before the node uses it: remoting shares a port that is taken, and half of the messages would go to the other process.</summary>
internal static class Port
{
    /// <summary>Makes sure that the node can have it.</summary>
    /// <exception cref="BadInputException">It is taken, or the address is none of this machine.</exception>
    public static async Task CheckAsync(ClusterSettings settings)
    {
        try
        {
            var addresses = IPAddress.TryParse(settings.Bind, out var address) ? [address] : await Dns.GetHostAddressesAsync(settings.Bind).ConfigureAwait(false);
            using var socket = new Socket(addresses[0].AddressFamily, SocketType.Stream, ProtocolType.Tcp);

            // Also while connections of a process that has just ended linger.
            socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, false);
            socket.Bind(new IPEndPoint(addresses[0], settings.Self.Port));
            socket.Listen();
        }
        catch (SocketException trouble)
        {
            throw new BadInputException([Finding(settings, trouble)]);
        }
    }

    private static Finding Finding(ClusterSettings settings, SocketException trouble) => trouble.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => new(Setting.Port.Option!, null, $"{settings.Self.Port} is taken by another process", "a free port of this machine, or 0 for any"),
        SocketError.AccessDenied => new(Setting.Port.Option!, null, $"{settings.Self.Port} is not for users", "a port above 1023, or 0 for any"),
        _ => new(settings.Bind == settings.Self.Host ? Setting.Host.Option! : Setting.Bind.Option!, null, $"{settings.Bind}: {trouble.Message}", "an address of this machine; where others reach it by another one, name that with --host and this with --bind"),
    };
}
