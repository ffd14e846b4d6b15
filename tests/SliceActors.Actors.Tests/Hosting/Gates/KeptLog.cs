using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SliceActors.Actors.Tests.Hosting.Gates;

/// <summary>Keeps what is logged as warning or worse.</summary>
internal sealed class KeptLog : ILoggerFactory, ILogger
{
    private readonly ConcurrentQueue<string> lines = [];

    /// <summary>What was said so far.</summary>
    public IReadOnlyCollection<string> Lines => lines;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel >= LogLevel.Warning)
        {
            lines.Enqueue($"{formatter(state, exception)} {exception}".Trim());
        }
    }

    public void Dispose()
    {
        // Nothing is open.
    }
}
