using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Messages;

namespace SliceActors.Actors.Nodes;

/// <summary>Checks what clients submit, where the data is, and prepares the folder of the run.</summary>
public interface IStudyDesk
{
    /// <summary>Checks a study and claims its folder for the cluster.</summary>
    /// <param name="wish">What a client typed.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What became of it; never fails for what a person can do something about.</returns>
    Task<DeskVerdict> Submit(ClientMessages.SubmitStudy wish, CancellationToken cancellation);

    /// <summary>Takes a run from its folder, which is claimed for the cluster.</summary>
    /// <param name="wish">What a client typed.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What became of it.</returns>
    Task<DeskVerdict> TakeOver(ClientMessages.ResumeStudy wish, CancellationToken cancellation);
}

/// <summary>What a desk makes of a wish.</summary>
public abstract record DeskVerdict
{
    private DeskVerdict()
    {
    }

    /// <summary>The input cannot be used.</summary>
    /// <param name="Findings">All that is wrong.</param>
    /// <param name="Warnings">What a person should know besides.</param>
    public sealed record Faulty(ImmutableArray<Finding> Findings, ImmutableArray<string> Warnings) : DeskVerdict;

    /// <summary>The wish is refused, or something is broken.</summary>
    /// <param name="Reason">Why, as a sentence.</param>
    public sealed record Refused(string Reason) : DeskVerdict;

    /// <summary>The folder is claimed: the registry is to be told.</summary>
    /// <param name="Messages">What it is told; it answers when it has all of it.</param>
    /// <param name="Folder">Absolute path of the folder.</param>
    /// <param name="Notices">What a person should know besides.</param>
    public sealed record Ready(ImmutableArray<IWireMessage> Messages, string Folder, ImmutableArray<string> Notices) : DeskVerdict;
}
