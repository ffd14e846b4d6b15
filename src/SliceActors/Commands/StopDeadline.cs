using System.Runtime.InteropServices;
using SliceActors.Endings;
using SliceActors.Screens;

namespace SliceActors.Commands;

/// <summary>
/// Ends the process a while after Ctrl-C or SIGTERM, whatever it hangs on: service managers and schedulers kill soon after they ask, and a person has asked
/// already. Nothing is unloaded, as threads may be inside libtorch; the journal covers it.
/// </summary>
internal static class StopDeadline
{
    // The process is gone 15 s after the signal; the sentence gets what is left of it, for its reader may hang, too.
    private static readonly TimeSpan ToStop = TimeSpan.FromSeconds(14);
    private static readonly TimeSpan ToSay = TimeSpan.FromMilliseconds(500);

    private static PosixSignalRegistration[] watched = [];
    private static int hasBegun;

    /// <summary>Lets the deadline begin with the first signal; what else the signal does is not changed.</summary>
    public static void Watch() =>
        watched = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, _ => Begin()))];

    // A thread of its own: the pool may be what hangs.
    private static void Begin()
    {
        if (Interlocked.Exchange(ref hasBegun, 1) == 0)
        {
            new Thread(End) { IsBackground = true, Name = "stop deadline" }.Start();
        }
    }

    private static void End()
    {
        Thread.Sleep(ToStop);
        var say = new Thread(Say) { IsBackground = true };
        say.Start();
        say.Join(ToSay);
        ProcessExit.Now(ExitCode.Interrupted);
    }

    private static void Say() =>
        Console.Error.WriteLine($"slice-actors: could not stop in order within {ToStop.TotalSeconds:0} s and ends now. Nothing finished is lost: a run goes on with 'slice-actors resume'.");
}
