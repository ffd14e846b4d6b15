using Akka.Actor;
using Akka.Event;
using SliceActors.Actors.Supervision;

namespace SliceActors.Actors.Hosting.Joining;

/// <summary>
/// The singleton's top actor: takes a term before the registry is started, and ends this node's part in the cluster as soon as somebody else has a higher one or
/// writes to the same journals. Without it, backoff would start a registry again that was replaced while it stood still, as a second writer.
/// </summary>
internal sealed class RegistryGuardActor : ReceiveActor, IWithStash, IWithTimers
{
    private static readonly TimeSpan TakeAgainAfter = TimeSpan.FromSeconds(1);

    private readonly ITerms terms;
    private readonly Func<Func<Task<bool>>, Props> registry;
    private readonly Action onFenced;

    public RegistryGuardActor(ITerms terms, Func<Func<Task<bool>>, Props> registry, Action onFenced)
    {
        (this.terms, this.registry, this.onFenced) = (terms, registry, onFenced);
        Receive<TermTaken>(Start);
        Receive<TermNotTaken>(failed =>
        {
            Context.GetLogger().Warning("No term could be taken: {0}", failed.Trouble.Message);
            Timers!.StartSingleTimer(nameof(TakeTerm), new TakeTerm(), TakeAgainAfter);
        });
        Receive<TakeTerm>(_ => Take());
        ReceiveAny(_ => Stash!.Stash());
    }

    public IStash? Stash { get; set; }

    public ITimerScheduler? Timers { get; set; }

    /// <summary>A guard above a registry.</summary>
    /// <param name="terms">Where terms are taken.</param>
    /// <param name="registry">
    /// The registry under its backoff supervisor, given the check that each of its starts goes through:
    /// <c>mayStart => Backoffs.Over(TermGateActor.Props(mayStart, …), …)</c>.
    /// </param>
    /// <param name="onFenced">Is told that somebody else writes; has this node leave the cluster at once (<see cref="ClusterSeat.Down"/>).</param>
    public static Props Props(ITerms terms, Func<Func<Task<bool>>, Props> registry, Action onFenced) =>
        Akka.Actor.Props.Create(() => new RegistryGuardActor(terms, registry, onFenced));

    protected override void PreStart()
    {
        Context.System.EventStream.Subscribe<SecondWriter>(Self);
        Take();
    }

    protected override SupervisorStrategy SupervisorStrategy() => new OneForOneStrategy(_ => Directive.Stop);

    private void Take() => terms.TakeAsync().PipeTo(Self, success: term => new TermTaken(term), failure: trouble => new TermNotTaken(trouble));

    private void Start(TermTaken taken)
    {
        var guard = Self;
        var started = Context.Watch(Context.ActorOf(registry(MayStart), "registry"));
        Become(() =>
        {
            Receive<Terminated>(_ => Context.Stop(Self));
            Receive<TermLost>(_ => End());
            Receive<SecondWriter>(_ => End());
            ReceiveAny(started.Forward);
        });
        Stash!.UnstashAll();

        async Task<bool> MayStart()
        {
            var last = await terms.ReadAsync().ConfigureAwait(false);
            if (last <= taken.Term)
                return true;
            guard.Tell(new TermLost());
            return false;
        }
    }

    private void End()
    {
        onFenced();
        Context.Stop(Self);
    }

    private sealed record TakeTerm;

    private sealed record TermTaken(long Term);

    private sealed record TermNotTaken(Exception Trouble);

    private sealed record TermLost;
}
