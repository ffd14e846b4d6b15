using System.Net;
using System.Net.Sockets;

namespace SliceActors.EndToEnd.Tests.Clusters;

/// <summary>Ports for nodes that are started again at the same address: below those that the system gives to anybody.</summary>
internal static class Ports
{
    private const int First = 21000;
    private const int Last = 31999;

    private static int next = Random.Shared.Next(First, Last);

    /// <summary>A port that nobody listens on, another one at each call.</summary>
    public static int Next()
    {
        while (true)
        {
            var port = First + (Interlocked.Increment(ref next) % (Last - First));
            try
            {
                using var listener = new TcpListener(IPAddress.Any, port);
                listener.Start();
                return port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}
