using System.Collections.Immutable;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Explanations;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Machines;
using SliceActors.Scoring.Explanations;
using SliceActors.Scoring.Tables;
using SliceActors.Studies.Folders;

namespace SliceActors.Studies.Explanations;

/// <summary>Explains the networks of a study. The folder of the maps appears when all of it is there.</summary>
public static class StudyExplainer
{
    private const string Unfinished = ".unfinished";

    /// <summary>Computes and writes everything.</summary>
    /// <param name="plan">What to compute.</param>
    /// <param name="store">The slices of all images of the plan.</param>
    /// <param name="slots">What computes: as many networks side by side, at least one.</param>
    /// <param name="done">Told the number of slices that are explained, those of the check with shuffled weights included, from many threads.</param>
    /// <param name="cancellation">Stops before the next slice.</param>
    /// <returns>Of each selection what came out.</returns>
    /// <exception cref="BadInputException">Model files are absent or of another network, or the method cannot explain it: all findings.</exception>
    /// <exception cref="RefusedException">Another process is at work in the folder.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static ImmutableArray<ExplanationResult> Explain(ExplanationPlan plan, SliceStore store, IReadOnlyList<ComputeDevice> slots, Action<int> done, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(done);
        using var claim = FolderClaim.Take(plan.Results.Tree);
        var (explained, jobs) = (0, new ExplanationJobs(plan, store));
        var results = ImmutableArray.CreateBuilder<ExplanationResult>();
        try
        {
            var maps = new ImageMaps(plan, jobs, ExplainedAnswers.Of(plan, store, slots, cancellation), slots, Count);
            foreach (var selection in plan.Folds.GroupBy(fold => fold.Trained.Selection))
            {
                var folder = plan.Target(selection.Key) + Unfinished;
                Remove(folder);
                DurableFile.CreateDirectory(folder);
                var images = maps.Write(selection.Key, [.. selection], folder, cancellation);
                var layers = Randomise(jobs, [.. selection], slots, Count, cancellation);
                ExplanationTables.WriteRandomisation(Path.Combine(folder, "randomisation.tsv"), layers);
                results.Add(new ExplanationResult(selection.Key, plan.Target(selection.Key), images, layers));
            }

            foreach (var result in results)
            {
                Remove(result.Folder);
                Directory.Move(result.Folder + Unfinished, result.Folder);
                DurableFile.FlushFolder(Path.GetDirectoryName(result.Folder)!);
            }

            return results.ToImmutable();
        }
        finally
        {
            foreach (var selection in plan.Request.Selections)
            {
                Remove(plan.Target(selection) + Unfinished);
            }
        }

        void Count() => done(Interlocked.Increment(ref explained));
    }

    private static ImmutableArray<RandomisedLayer> Randomise(ExplanationJobs asked, ImmutableArray<ExplainedFold> folds, IReadOnlyList<ComputeDevice> slots, Action done, CancellationToken cancellation)
    {
        var jobs = folds.Select(asked.Check).ToList();
        return
        [
            .. ParallelExplanation.Randomise(jobs, slots, done, cancellation)
                .SelectMany((layers, job) => layers.Select((layer, step) => new RandomisedLayer(jobs[job].Fold, jobs[job].Slices.First, step + 1, layer.Layer, layer.Correlation))),
        ];
    }

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
