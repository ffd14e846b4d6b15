using SliceActors.Actors.Results;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Files;

namespace SliceActors.Reports.Pages;

/// <summary>The report of a run that ends in a cluster: that of <c>train</c>, written by a node.</summary>
internal sealed class ClusterReport : IRunReport
{
    public void Write(ResultTree tree, RunCommands.SubmitRun submission, Func<string, string> here) => ReportPage.Write(tree, submission, here);
}
