using System.Collections.Immutable;

namespace SliceActors.Runs.States;

/// <summary>The answer of a pure decision: events to store, nothing to do, a report too old or too early to count, or a refusal.</summary>
/// <typeparam name="TEvent">Family of the events.</typeparam>
public sealed record Decision<TEvent>
{
    private Decision(DecisionKind kind, ImmutableArray<TEvent> events, string reason) => (Kind, Events, Reason) = (kind, events, reason);

    /// <summary>What kind of answer it is.</summary>
    public DecisionKind Kind { get; }

    /// <summary>Events to store, in order; empty unless accepted.</summary>
    public ImmutableArray<TEvent> Events { get; }

    /// <summary>Why it was refused, dropped or left unanswered, as a sentence; empty otherwise.</summary>
    public string Reason { get; }

    internal static Decision<TEvent> Accept(params ImmutableArray<TEvent> events) => new(DecisionKind.Accepted, events, string.Empty);

    internal static Decision<TEvent> Repeated() => new(DecisionKind.Repeated, [], string.Empty);

    internal static Decision<TEvent> Stale(string reason) => new(DecisionKind.Stale, [], reason);

    internal static Decision<TEvent> Early(string reason) => new(DecisionKind.Early, [], reason);

    internal static Decision<TEvent> Refuse(string reason) => new(DecisionKind.Refused, [], reason);
}
