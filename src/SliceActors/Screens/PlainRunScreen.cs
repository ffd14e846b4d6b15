using System.Diagnostics;
using System.Globalization;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Queries;
using SliceActors.Runs.Specs;

namespace SliceActors.Screens;

/// <summary>Plain lines, where there is no terminal: one whenever a fold is written, and one from time to time.</summary>
internal sealed class PlainRunScreen(TextWriter output, NetworkType networkType) : IRunScreen
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan SpeakEvery = TimeSpan.FromSeconds(10);
    private readonly Pace pace = new(TimeProvider.System);
    private readonly HashSet<FoldIndex> written = [];
    private long lastSpoken;

    public async Task<RunView> Show(Func<Task<RunView>> look, CancellationToken cancellation)
    {
        while (true)
        {
            var view = await look();
            Speak(view);
            if (view.IsOver)
            {
                return view;
            }

            await Task.Delay(LookEvery, cancellation);
        }
    }

    private void Speak(RunView view)
    {
        foreach (var fold in view.Folds.Where(fold => fold.Merged && written.Add(fold.Fold)))
        {
            output.WriteLine(VariationWords.Of(fold) is { } words ? $"{char.ToUpperInvariant(words[0])}{words[1..]}." : $"Fold {fold.Fold}: {Count.Of(fold.Completed, "network")} done{Tables(fold)}.");
        }

        if (view.IsOver || (lastSpoken != 0 && Stopwatch.GetElapsedTime(lastSpoken) < SpeakEvery))
        {
            return;
        }

        lastSpoken = Stopwatch.GetTimestamp();
        var failed = view.Failures.Length == 0 ? string.Empty : $", {view.Failures.Length} failed";
        var (done, running, waiting) = (view.Folds.Sum(fold => fold.Completed), view.Folds.Sum(fold => fold.Running), view.Folds.Sum(fold => fold.Waiting));
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Networks: {done} done, {running} running, {waiting} waiting{failed}. {view.EpochsDone} of {view.EpochsPlanned} epochs, {pace.Text(view)}."));
    }

    private string Tables(FoldProgress fold) =>
        networkType == NetworkType.Autoencoder ? string.Empty : fold.Completed > 0 ? ", tables written" : ", no tables";
}
