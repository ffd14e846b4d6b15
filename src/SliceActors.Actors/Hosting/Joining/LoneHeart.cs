namespace SliceActors.Actors.Hosting.Joining;

/// <summary>The heart of the only seed of a cluster, which founds it at once and has nobody to agree with.</summary>
internal sealed class LoneHeart : ISeedHeart
{
    private readonly TaskCompletionSource completed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <inheritdoc/>
    public Task Completed => completed.Task;

    /// <inheritdoc/>
    public void Serve(IClusterSeat seat) => seat.Found();

    /// <inheritdoc/>
    public Task LeaveAsync()
    {
        completed.TrySetResult();
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => new(LeaveAsync());
}
