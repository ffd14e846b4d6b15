namespace SliceActors.Runs.Errors;

/// <summary>A run cannot go on. It can be resumed once the reason is gone.</summary>
/// <param name="kind">What kind of trouble it is.</param>
/// <param name="message">A sentence a person can read: what happened, where, and what to do.</param>
public sealed class TroubleException(TroubleKind kind, string message) : Exception(message)
{
    /// <summary>What kind of trouble it is.</summary>
    public TroubleKind Kind { get; } = kind;
}
