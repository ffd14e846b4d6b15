namespace SliceActors.Runs.Errors;

/// <summary>The input cannot be used. Carries every finding, so that a user mends all at once.</summary>
public sealed class BadInputException : Exception
{
    /// <summary>Makes the exception of one or more findings.</summary>
    public BadInputException(params IReadOnlyList<Finding> findings)
        : base(string.Join(Environment.NewLine, findings)) => Findings = findings;

    /// <summary>All findings, in the order in which a user would look at them.</summary>
    public IReadOnlyList<Finding> Findings { get; }
}
