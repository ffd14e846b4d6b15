namespace SliceActors.Runs.Errors;

/// <summary>A wish was refused; the message says why. Exit code 5.</summary>
/// <param name="message">A sentence a person can read.</param>
public sealed class RefusedException(string message) : Exception(message);
