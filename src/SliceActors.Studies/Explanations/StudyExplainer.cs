using System.Collections.Immutable;
using SliceActors.Imaging.Maps;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Explanations;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Plans;
using SliceActors.Scoring.Explanations;
using SliceActors.Scoring.Tables;
using SliceActors.Studies.Folders;

namespace SliceActors.Studies.Explanations;

/// <summary>Explains the networks of a study on its validation images. The folder of the maps appears when all of it is there.</summary>
public static class StudyExplainer
{
    private const long BytesOfVolumes = 1L << 30;
    private const string Unfinished = ".unfinished";

    /// <summary>Computes and writes everything.</summary>
    /// <param name="plan">What to compute.</param>
    /// <param name="store">The slices of all images of the study.</param>
    /// <param name="slots">What computes: as many networks side by side, at least one.</param>
    /// <param name="done">Told the number of slices that are explained, from many threads.</param>
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
        var explained = 0;
        var results = ImmutableArray.CreateBuilder<ExplanationResult>();
        try
        {
            foreach (var selection in plan.Folds.GroupBy(fold => fold.Trained.Selection))
            {
                var folder = plan.Target(selection.Key) + Unfinished;
                Remove(folder);
                DurableFile.CreateDirectory(folder);
                var images = Maps(plan, store, [.. selection], folder, slots, () => done(Interlocked.Increment(ref explained)), cancellation);
                var layers = Randomise(plan, store, [.. selection], slots, cancellation);
                ExplanationTables.WriteMaps(Path.Combine(folder, "maps.tsv"), images);
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
    }

    private static ImmutableArray<ExplainedImage> Maps(
        ExplanationPlan plan, SliceStore store, ImmutableArray<ExplainedFold> folds, string folder, IReadOnlyList<ComputeDevice> slots, Action done, CancellationToken cancellation)
    {
        var images = ImmutableArray.CreateBuilder<ExplainedImage>();
        var groups = new SortedDictionary<string, (MapVolume Sum, int Count)>(StringComparer.Ordinal);
        var together = (int)Math.Clamp(BytesOfVolumes / (plan.Grid.Shape.VoxelCount * sizeof(float)), 1, int.MaxValue);
        foreach (var fold in folds)
        {
            var answers = fold.Vote.Images.ToDictionary(image => (image.ParticipantId, image.SessionId));
            DurableFile.CreateDirectory(Path.Combine(folder, $"fold-{fold.Trained.Fold}"));
            foreach (var sessions in fold.Sessions.Chunk(together))
            {
                var volumes = sessions.ToDictionary(session => session.Image, _ => Empty(plan));
                var jobs = fold.Parts.Select(part => Job(plan, store, fold, part, [.. sessions.Select(session => session.Image)])).ToList();
                ParallelExplanation.Explain(
                    jobs,
                    slots,
                    (image, slice, map) =>
                    {
                        volumes[image].Add(slice, map, fold.Vote.Shares[slice]);
                        done();
                    },
                    cancellation);
                foreach (var session in sessions)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var image = plan.Study.Plan.Images[session.Image];
                    var file = Path.Combine($"fold-{fold.Trained.Fold}", $"{image.ParticipantId}_{image.SessionId}_map.nii.gz");
                    volumes[session.Image].Write(Path.Combine(folder, file));
                    images.Add(new ExplainedImage(fold.Trained.Fold, answers[(image.ParticipantId, image.SessionId)], file));
                    AddTo("all", volumes[session.Image]);
                    AddTo($"class-{session.Label}", volumes[session.Image]);
                }
            }
        }

        foreach (var (name, (sum, count)) in groups)
        {
            var mean = Empty(plan);
            mean.Add(sum, 1.0 / count);
            mean.Write(Path.Combine(folder, $"group-{name}_map.nii.gz"));
        }

        return images.ToImmutable();

        void AddTo(string group, MapVolume map)
        {
            var (sum, count) = groups.TryGetValue(group, out var known) ? known : (Empty(plan), 0);
            sum.Add(map, 1);
            groups[group] = (sum, count + 1);
        }
    }

    /// <summary>The check looks at the slice that weighs most in each fold, in the first image of each class: every layer costs as much as these maps.</summary>
    private static ImmutableArray<RandomisedLayer> Randomise(
        ExplanationPlan plan, SliceStore store, ImmutableArray<ExplainedFold> folds, IReadOnlyList<ComputeDevice> slots, CancellationToken cancellation)
    {
        var jobs = folds.Select(fold => Job(
            plan,
            store,
            fold,
            fold.Parts.MaxBy(part => fold.Vote.Shares[part.Slices.First]),
            [.. fold.Sessions.GroupBy(session => session.Label).OrderBy(sessions => sessions.Key).Select(sessions => sessions.First().Image)])).ToList();
        return
        [
            .. ParallelExplanation.Randomise(jobs, slots, cancellation)
                .SelectMany((layers, job) => layers.Select((layer, step) => new RandomisedLayer(jobs[job].Fold, jobs[job].Slices.First, step + 1, layer.Layer, layer.Correlation))),
        ];
    }

    private static ExplanationJob Job(ExplanationPlan plan, SliceStore store, ExplainedFold fold, (SliceRange Slices, string ModelFile) part, ImmutableArray<int> images) => new()
    {
        Settings = plan.Request.Settings,
        Architecture = plan.Architecture,
        Dropout = plan.Network.Dropout,
        ModelFile = part.ModelFile,
        Fold = fold.Trained.Fold,
        Images = images,
        Slices = part.Slices,
        Store = store,
        IntraOpThreads = plan.IntraOpThreads,
        Seed = plan.Study.Spec.Optimisation.Seed,
    };

    private static MapVolume Empty(ExplanationPlan plan) => new(plan.Grid, plan.Preparation.Direction);

    private static void Remove(string folder)
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
