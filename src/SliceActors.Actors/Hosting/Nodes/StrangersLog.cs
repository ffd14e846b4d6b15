using Microsoft.Extensions.Logging;

namespace SliceActors.Actors.Hosting.Nodes;

/// <summary>
/// Says in one short line what went wrong with a connection. Akka writes a stack trace for each, and the bytes that came: whoever reaches the port could fill
/// the log. Who wants all of it asks for the level Debug.
/// </summary>
internal sealed class StrangersLog(ILoggerFactory inner) : ILoggerFactory
{
    private const int MostCharacters = 400;

    // Where Akka's remoting says that it is.
    private static readonly string[] Connections = ["TcpServerHandler", "TcpClientHandler", "/system/endpointManager"];

    public ILogger CreateLogger(string categoryName) => new OneLine(inner.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose()
    {
        // The one within goes with those who made it.
    }

    /// <summary>What is left of an entry.</summary>
    internal static string Line(string entry)
    {
        var lines = entry.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Where(line => !line.StartsWith("at ", StringComparison.Ordinal));
        var line = string.Join(' ', lines);
        return line.Length <= MostCharacters ? line : $"{line[..MostCharacters]} …";
    }

    private sealed class OneLine(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (logLevel >= LogLevel.Warning && !inner.IsEnabled(LogLevel.Debug) && formatter(state, exception) is var entry && Array.Exists(Connections, place => entry.Contains(place, StringComparison.Ordinal)))
            {
                inner.Log(logLevel, eventId, Line(entry), null, (line, _) => line);
            }
            else
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
