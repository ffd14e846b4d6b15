using SliceActors.Actors.Results;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Files;

namespace SliceActors.Actors.Tests.Support;

/// <summary>A report that does what the test says.</summary>
internal sealed class FakeReport(Action<ResultTree, RunCommands.SubmitRun> write) : IRunReport
{
    private int times;

    /// <summary>How often it was begun.</summary>
    public int Times => times;

    public void Write(ResultTree tree, RunCommands.SubmitRun submission, Func<string, string> here)
    {
        Interlocked.Increment(ref times);
        write(tree, submission);
    }
}
