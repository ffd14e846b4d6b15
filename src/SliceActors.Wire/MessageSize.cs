using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Messages;

namespace SliceActors.Wire;

/// <summary>How large messages may be. What is larger Akka drops, and nobody who waits for it is told.</summary>
public static class MessageSize
{
    /// <summary>Most bytes of a message: frames have 4,000,000 (<c>hocon/remoting.hocon</c>), of which addresses take some.</summary>
    public const int Most = 3_900_000;

    private const int MostOfWarnings = Most / 4;
    private const int MostOfReason = 400;
    private const int RoomForWords = 1_000;

    // What stands before each entry of a list.
    private const int EntryHeader = 8;

    /// <summary>Bytes of a message.</summary>
    public static int Of(IWireMessage message) => MessageSchema.Current.SizeOf(message);

    /// <summary>An answer that can be sent: the answer itself, a shorter one that says so, or a refusal that says why.</summary>
    public static IWireMessage Fitted(IWireMessage answer)
    {
        var size = Of(answer);
        return size <= Most ? answer : answer switch
        {
            ClientMessages.StudyFaulty faulty => Shortened(faulty),
            RegistryMessages.RunStands stands when Shortened(stands) is var shorter && Of(shorter) <= Most => shorter,
            RegistryMessages.RunList => TooLarge("The list of all runs", size, "slice-actors status RUN tells of a single one"),
            _ => TooLarge($"The answer ({answer.GetType().Name})", size, "the log of the nodes may tell what makes it so large"),
        };
    }

    private static RegistryMessages.Refused TooLarge(string what, int size, string instead) => new(FormattableString.Invariant($"{what} has {size} bytes, and a message at most {Most}: {instead}."));

    private static RegistryMessages.RunStands Shortened(RegistryMessages.RunStands stands) =>
        new(stands.View with { Failures = [.. stands.View.Failures.Select(failure => failure with { Reason = Reasons.Cut(failure.Reason, MostOfReason) })] });

    private static ClientMessages.StudyFaulty Shortened(ClientMessages.StudyFaulty faulty)
    {
        var warnings = Beginning(faulty.Warnings, warning => new ClientMessages.StudyFaulty([], [warning]), MostOfWarnings);
        if (warnings.Length < faulty.Warnings.Length)
        {
            warnings = warnings.Add(FormattableString.Invariant($"{faulty.Warnings.Length - warnings.Length} more warnings do not fit into a message."));
        }

        var room = Most - RoomForWords - Of(new ClientMessages.StudyFaulty([], warnings));
        var findings = Beginning(faulty.Findings, finding => new ClientMessages.StudyFaulty([finding], []), room);
        if (findings.Length < faulty.Findings.Length)
        {
            findings = findings.Add(new Finding(
                "submit",
                null,
                FormattableString.Invariant($"{faulty.Findings.Length - findings.Length} more findings, which do not fit into a message"),
                "none; where the data can be seen, slice-actors check with the same arguments names all of them"));
        }

        return new(findings, warnings);
    }

    private static ImmutableArray<T> Beginning<T>(ImmutableArray<T> all, Func<T, ClientMessages.StudyFaulty> alone, int room) =>
        [.. all.TakeWhile(one => (room -= Of(alone(one)) + EntryHeader) >= 0)];
}
