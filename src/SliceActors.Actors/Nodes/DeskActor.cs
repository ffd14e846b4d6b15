using Akka.Actor;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Messages;
using SliceActors.Wire;
using static SliceActors.Runs.Messages.ClientMessages;
using static SliceActors.Runs.Messages.RegistryMessages;

namespace SliceActors.Actors.Nodes;

/// <summary>One per trainer node: has wishes of clients looked at, each once, and keeps the answers for those who ask again.</summary>
internal sealed class DeskActor : ReceiveActor
{
    private const int MostAnswers = 1000;
    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(5);

    // Null while the wish is looked at.
    private readonly OrderedDictionary<string, IWireMessage?> answers = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource stopping = new();
    private readonly IActorRef registry;
    private readonly string node;

    public DeskActor(IStudyDesk desk, string node, IActorRef registry)
    {
        (this.node, this.registry) = (node, registry);
        Receive<SubmitStudy>(submit => Look(submit.Wish, () => desk.Submit(submit, stopping.Token)));
        Receive<ResumeStudy>(resume => Look(resume.Wish, () => desk.TakeOver(resume, stopping.Token)));
        Receive<Looked>(looked => answers[looked.Wish] = MessageSize.Fitted(looked.Answer));
    }

    /// <param name="desk">Does the work.</param>
    /// <param name="node">Name of the node.</param>
    /// <param name="registry">The way to the registry.</param>
    public static Props Props(IStudyDesk desk, string node, IActorRef registry) => Akka.Actor.Props.Create(() => new DeskActor(desk, node, registry));

    protected override void PostStop()
    {
        stopping.Cancel();
        stopping.Dispose();
    }

    private void Look(string wish, Func<Task<DeskVerdict>> look)
    {
        if (!answers.TryGetValue(wish, out var answer))
        {
            if (answers.Count == MostAnswers)
            {
                answers.RemoveAt(0);
            }

            answers.Add(wish, null);
            Settle(look).PipeTo(
                Self,
                success: settled => new Looked(wish, settled),
                failure: trouble => new Looked(wish, new Refused(Reasons.Cut($"{node} could not look at it: {trouble.GetBaseException().Message}"))));
        }

        Sender.Tell(answer ?? new StudyUnderCheck(node));
    }

    private async Task<IWireMessage> Settle(Func<Task<DeskVerdict>> look) => await look().ConfigureAwait(false) switch
    {
        DeskVerdict.Faulty faulty => new StudyFaulty(faulty.Findings, faulty.Warnings),
        DeskVerdict.Refused refused => new Refused(Reasons.Cut(refused.Reason)),
        DeskVerdict.Ready ready => await Tell(ready).ConfigureAwait(false),
        var verdict => throw new InvalidOperationException($"{verdict.GetType().Name} is no verdict."),
    };

    /// <summary>Tells the registry until it answers: it may be on its way from one seed to another.</summary>
    private async Task<IWireMessage> Tell(DeskVerdict.Ready ready)
    {
        var cancellation = stopping.Token;
        while (true)
        {
            try
            {
                foreach (var message in ready.Messages[..^1])
                {
                    registry.Tell(message, ActorRefs.NoSender);
                }

                switch (await registry.Ask(ready.Messages[^1], AskAgainAfter, cancellation).ConfigureAwait(false))
                {
                    case RunAccepted accepted:
                        return new StudyAccepted(accepted.Run, ready.Folder, accepted.Known, ready.Notices);
                    case RunTroubled troubled:
                        return new Refused(troubled.Reason);
                    case Refused refused:
                        return refused;
                }
            }
            catch (AskTimeoutException)
            {
                // Once more.
            }
        }
    }

    private sealed record Looked(string Wish, IWireMessage Answer);
}
