using SliceActors.Actors.Hosting.Clients;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Messages;
using static SliceActors.Runs.Messages.ClientMessages;

namespace SliceActors.Commands;

/// <summary>Says a wish to a cluster until it is granted or not: a node looks at it meanwhile, which may take minutes.</summary>
internal static class ClusterWish
{
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan WaitForNode = TimeSpan.FromSeconds(30);

    /// <summary>Asks.</summary>
    /// <exception cref="BadInputException">The study cannot be trained: all findings.</exception>
    /// <exception cref="RefusedException">The wish is refused.</exception>
    /// <exception cref="TroubleException">There is no node that could look at it.</exception>
    public static async Task<StudyAccepted> Ask(ClusterConnection cluster, IWireMessage wish, bool quiet, CancellationToken cancellation)
    {
        string? checkedBy = null;
        var lastSeen = DateTime.UtcNow;
        while (true)
        {
            switch (await cluster.Ask<IWireMessage>(wish, cancellation))
            {
                case StudyAccepted accepted:
                    return accepted;
                case StudyFaulty faulty:
                    foreach (var warning in faulty.Warnings)
                    {
                        Console.Error.WriteLine($"Warning: {warning}");
                    }

                    throw new BadInputException([.. faulty.Findings]);
                case StudyUnderCheck { Node: "" } when DateTime.UtcNow - lastSeen > WaitForNode:
                    throw new TroubleException(TroubleKind.NotReachable, "The cluster has no trainer node that could look at the study, with the data where the cluster names it. Start one: slice-actors node --roles trainer --seeds HOST:PORT");
                case StudyUnderCheck { Node: "" }:
                    break;
                case StudyUnderCheck under:
                    lastSeen = DateTime.UtcNow;
                    if (checkedBy != under.Node && !quiet)
                    {
                        Console.WriteLine($"Looked at by {under.Node} …");
                    }

                    checkedBy = under.Node;
                    break;
            }

            await Task.Delay(AskEvery, cancellation);
        }
    }
}
