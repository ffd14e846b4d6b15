namespace SliceActors.Testing;

/// <summary>When tests give up.</summary>
public static class Deadline
{
    /// <summary>
    /// How long a test waits for what has to come. Only what never comes takes this long: machines on which tests run beside one another have been fifteen times
    /// as slow as a quiet one.
    /// </summary>
    public static TimeSpan OfTests { get; } = TimeSpan.FromMinutes(10);
}
