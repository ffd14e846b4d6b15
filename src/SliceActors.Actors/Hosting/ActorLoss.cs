namespace SliceActors.Actors.Hosting;

/// <summary>Why the registry or the node stopped, and whether for good: what nobody inside the actors is left to say.</summary>
internal sealed class ActorLoss
{
    private readonly TaskCompletionSource completed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile string reason = "The actors could not be kept running.";

    /// <summary>Ends when one of them is not started again.</summary>
    public Task Completed => completed.Task;

    /// <summary>Why, as a sentence.</summary>
    public string Reason => reason;

    /// <summary>One of them stops; it may be started again.</summary>
    public void Note(string why) => reason = why;

    /// <summary>It is not started again.</summary>
    public void Complete() => completed.TrySetResult();
}
