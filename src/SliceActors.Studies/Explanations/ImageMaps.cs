using System.Collections.Immutable;
using SliceActors.Imaging.Maps;
using SliceActors.Learning.Explanations;
using SliceActors.Runs.Files;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Explanations;
using SliceActors.Scoring.Tables;

namespace SliceActors.Studies.Explanations;

/// <summary>The maps of the images of a selection: of each fold that is asked about an image, and the mean of the folds where several are.</summary>
/// <param name="plan">The plan.</param>
/// <param name="jobs">What is asked.</param>
/// <param name="answers">What votes say.</param>
/// <param name="slots">What computes.</param>
/// <param name="done">Called after each slice, from many threads.</param>
internal sealed class ImageMaps(ExplanationPlan plan, ExplanationJobs jobs, ExplainedAnswers answers, IReadOnlyList<ComputeDevice> slots, Action done)
{
    private const long BytesOfVolumes = 1L << 30;

    /// <summary>Computes the maps and writes them with their table and the means of groups.</summary>
    /// <param name="selection">The selection.</param>
    /// <param name="folds">Its folds; each has images of its own, or all have the same.</param>
    /// <param name="folder">Where.</param>
    /// <param name="cancellation">Stops before the next slice.</param>
    /// <returns>The rows of the table.</returns>
    /// <exception cref="IOException">The disk refused.</exception>
    public ImmutableArray<ExplainedImage> Write(Selection selection, ImmutableArray<ExplainedFold> folds, string folder, CancellationToken cancellation)
    {
        var rows = ImmutableArray.CreateBuilder<ExplainedImage>();
        var groups = new GroupMeans(Empty);

        // Other images are asked of all folds; those of the study of one each.
        ImmutableArray<ExplainedFold>[] together = plan.Prediction is null ? [.. folds.Select(fold => (ImmutableArray<ExplainedFold>)[fold])] : [folds];
        var room = (int)Math.Clamp(BytesOfVolumes / (plan.Grid.Shape.VoxelCount * sizeof(float)), 1, int.MaxValue);
        foreach (var asked in together)
        {
            foreach (var images in asked[0].Images.Chunk(room))
            {
                var means = asked.Length > 1 ? images.ToDictionary(image => image, _ => Empty()) : null;
                foreach (var fold in asked)
                {
                    var maps = Maps(fold, [.. images], cancellation);
                    foreach (var image in images)
                    {
                        cancellation.ThrowIfCancellationRequested();
                        Keep(ExplainedAnswers.ModelOf(fold.Trained.Fold), $"fold-{fold.Trained.Fold}", image, maps[image], means is null);
                        means?[image].Add(maps[image], 1.0 / asked.Length);
                    }
                }

                foreach (var (image, mean) in means ?? [])
                {
                    Keep(ExplainedAnswers.Ensemble, ExplainedAnswers.Ensemble, image, mean, true);
                }
            }
        }

        ExplanationTables.WriteMaps(Path.Combine(folder, "maps.tsv"), rows);
        ExplanationTables.WriteGroups(Path.Combine(folder, "groups.tsv"), groups.Write(folder));
        return rows.ToImmutable();

        void Keep(string model, string part, int row, MapVolume map, bool isCounted)
        {
            var image = plan.Images[row];
            var file = Path.Combine(part, $"{image.ParticipantId}_{image.SessionId}_map.nii.gz");
            DurableFile.CreateDirectory(Path.Combine(folder, part));
            map.Write(Path.Combine(folder, file));
            rows.Add(new ExplainedImage(model, answers.At(selection, model, image), file));
            if (isCounted)
            {
                groups.Add(image.Group, map);
            }
        }
    }

    private Dictionary<int, MapVolume> Maps(ExplainedFold fold, ImmutableArray<int> images, CancellationToken cancellation)
    {
        var volumes = images.ToDictionary(image => image, _ => Empty());
        ParallelExplanation.Explain(
            jobs.Of(fold, images),
            slots,
            (image, slice, map) =>
            {
                volumes[image].Add(slice, map, fold.Vote.Shares[slice]);
                done();
            },
            cancellation);
        return volumes;
    }

    private MapVolume Empty() => new(plan.Grid, plan.Preparation.Direction);
}
