using Spectre.Console;

namespace SliceActors.Screens;

/// <summary>Shows how far work on many images is.</summary>
internal static class ProgressScreen
{
    /// <summary>Works, showing a bar on a terminal and nothing elsewhere.</summary>
    /// <param name="title">What is done, a word or two.</param>
    /// <param name="far">How far a report says the work is.</param>
    /// <param name="work">Works and reports.</param>
    public static TResult Show<TProgress, TResult>(string title, Func<TProgress, (int Done, int Total)> far, Func<IProgress<TProgress>?, TResult> work) =>
        AnsiConsole.Profile.Capabilities.Interactive
            ? AnsiConsole.Progress().AutoClear(true).Start(context => work(new Bar<TProgress>(context.AddTask(title), far)))
            : work(null);

    // System.Progress would post to another thread: values could arrive after the bar is gone.
    private sealed class Bar<TProgress>(ProgressTask task, Func<TProgress, (int Done, int Total)> far) : IProgress<TProgress>
    {
        public void Report(TProgress value)
        {
            var (done, total) = far(value);
            task.MaxValue(total).Value(done);
        }
    }
}
