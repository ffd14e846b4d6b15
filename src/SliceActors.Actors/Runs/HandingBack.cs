using Akka.Actor;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.States;
using SliceActors.Wire;
using static SliceActors.Runs.Messages.JournalMessages;

namespace SliceActors.Actors.Runs;

/// <summary>Gives the events of a run that is over back to its folder, so that everything can be done with the folder that can be done with one of a single machine.</summary>
internal sealed class HandingBack(IActorRef self, RunId run, ResultTree tree, string stay, Writers writers)
{
    private IReadOnlyList<HandBackRun> parts = [];

    /// <summary>Why the last node that was asked could not write them; null when none failed.</summary>
    public string? Trouble { get; private set; }

    /// <summary>Why the folder that has its events has no report; null when it has one, or is to have none.</summary>
    public string? ReportMissing { get; private set; }

    /// <summary>A node could not write them; it is asked again from time to time.</summary>
    public void Fail(string reason) => Trouble = reason;

    /// <summary>Has them written.</summary>
    public void Begin(RunState state)
    {
        var study = state.Submission!.Spec.Digest();
        ReportMissing = null;
        parts = [.. JournalParts.Of(ShortHistory.Of(state)).Select(part => new HandBackRun(run, study, tree.Root, stay, part))];
        Remind();
    }

    /// <summary>Asks again, if it was not answered.</summary>
    public void Remind()
    {
        if (parts.Count == 0)
        {
            return;
        }

        if (!writers.Any)
        {
            // There is nothing else that a run which is over could wait for.
            writers.IncludeAll();
        }

        foreach (var part in parts)
        {
            writers.Current?.Tell(part, self);
        }
    }

    /// <summary>They are written.</summary>
    /// <returns>Whether it was this stay that ended.</returns>
    public bool IsDone(RunHandedBack back)
    {
        if (back.Stay != stay)
        {
            return false;
        }

        if (parts.Count > 0)
        {
            // The first answer: who is asked again finds all done.
            ReportMissing = back.ReportMissing;
        }

        (parts, Trouble) = ([], null);
        return true;
    }
}
