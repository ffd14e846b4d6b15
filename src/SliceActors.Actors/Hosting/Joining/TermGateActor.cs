using Akka.Actor;

namespace SliceActors.Actors.Hosting.Joining;

/// <summary>
/// Stands between a backoff supervisor and its persistent child: each start of the child goes through a check before the child replays anything. What comes
/// meanwhile is kept; when the check cannot be made, the gate throws, for the supervisor to try again.
/// </summary>
internal sealed class TermGateActor : ReceiveActor, IWithStash
{
    private readonly Func<Task<bool>> mayStart;
    private readonly Props child;

    public TermGateActor(Func<Task<bool>> mayStart, Props child)
    {
        (this.mayStart, this.child) = (mayStart, child);
        Receive<Checked>(check => Become(check.MayStart ? Open() : Closed));
        Receive<CheckFailed>(failed => throw new InvalidOperationException($"It is not known whether another registry took over: {failed.Trouble.Message}", failed.Trouble));
        ReceiveAny(_ => Stash!.Stash());
    }

    public IStash? Stash { get; set; }

    /// <summary>A gate before a child.</summary>
    /// <param name="mayStart">The check.</param>
    /// <param name="child">The child.</param>
    public static Props Props(Func<Task<bool>> mayStart, Props child) => Akka.Actor.Props.Create(() => new TermGateActor(mayStart, child));

    protected override void PreStart() => mayStart().PipeTo(Self, success: answer => new Checked(answer), failure: trouble => new CheckFailed(trouble));

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private Action Open()
    {
        var started = Context.Watch(Context.ActorOf(child, "child"));
        Stash!.UnstashAll();
        return () =>
        {
            Receive<Terminated>(_ => Context.Stop(Self));
            ReceiveAny(started.Forward);
        };
    }

    /// <summary>Another registry writes: whoever made the check has this one stopped.</summary>
    private static void Closed()
    {
    }

    private sealed record Checked(bool MayStart);

    private sealed record CheckFailed(Exception Trouble);
}
