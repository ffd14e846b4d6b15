using SliceActors.Actors.Nodes;
using SliceActors.Runs.Messages;

namespace SliceActors.Testing.Clusters;

/// <summary>The desk of a node that no client asks for anything.</summary>
internal sealed class NoDesk : IStudyDesk
{
    public Task<DeskVerdict> Submit(ClientMessages.SubmitStudy wish, CancellationToken cancellation) => throw new NotSupportedException();

    public Task<DeskVerdict> TakeOver(ClientMessages.ResumeStudy wish, CancellationToken cancellation) => throw new NotSupportedException();
}
