namespace SliceActors.Actors.Hosting;

/// <summary>Why a registry stopped, and whether it did so for good: what nobody inside the actors is left to say.</summary>
internal sealed class RegistryLoss
{
    private readonly TaskCompletionSource completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string reason = "The registry of runs could not be kept running.";

    /// <summary>Ends when the registry is not started again.</summary>
    public Task Completed => completed.Task;

    /// <summary>Why, as a sentence.</summary>
    public string Reason => reason;

    /// <summary>The registry stops; it may be started again.</summary>
    public void Note(string why) => reason = why;

    /// <summary>It is not started again.</summary>
    public void Complete() => completed.TrySetResult();
}
