using System.Collections.Concurrent;
using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.Store;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Extraction;

/// <summary>
/// Writes images or their slices as the tensors that <c>clinicadl preprocessing extract-tensor</c> writes. Each file appears complete or not at all; one that
/// is there, complete and not older than its image is kept, so that an extraction that was stopped goes on where it was.
/// </summary>
public sealed class ExtractionRun
{
    private readonly ExtractionRequest request;
    private readonly IReadOnlyList<ExtractionSource> sources;
    private readonly Lock reporting = new();
    private ExtractionProgress done;

    private ExtractionRun(ExtractionRequest request, IReadOnlyList<ExtractionSource> sources)
    {
        this.request = request;
        this.sources = sources;
        done = new ExtractionProgress(0, sources.Count, 0, 0, 0);
    }

    /// <summary>Number of images.</summary>
    public int ImageCount => sources.Count;

    /// <summary>Finds the images of sessions and reads their headers; nothing is written.</summary>
    /// <param name="request">What to extract.</param>
    /// <param name="sessions">Whose images.</param>
    /// <param name="findings">Takes what is wrong, session after session.</param>
    public static ExtractionRun Plan(ExtractionRequest request, IReadOnlyList<CapsSession> sessions, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(sessions);
        var sources = new List<ExtractionSource>(sessions.Count);
        foreach (var session in sessions)
        {
            if (CapsSources.Locate(request.CapsDirectory, request.Preprocessing, session, request.UseUncroppedImage, findings) is { } path
                && ImageHeader.Read(path, findings) is { } shape)
            {
                sources.Add(new ExtractionSource(session, path, shape));
            }
        }

        return new ExtractionRun(request, sources);
    }

    /// <summary>Extracts.</summary>
    /// <param name="threads">Images extracted at the same time, at least 1; each holds one volume in memory.</param>
    /// <param name="progress">Told after each image, from the threads that extract.</param>
    /// <param name="cancellation">Stops between two files.</param>
    /// <returns>What was done.</returns>
    /// <exception cref="BadInputException">Images are damaged: all findings; the other images were extracted.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public ExtractionProgress Run(int threads, IProgress<ExtractionProgress>? progress = null, CancellationToken cancellation = default)
    {
        var damaged = new ConcurrentDictionary<int, BadInputException>();
        ParallelFaults.Unwrap(() => Parallel.For(
            0,
            sources.Count,
            new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation },
            () => new TensorExtractor(request),
            (image, _, extractor) =>
            {
                var files = default(ExtractedFiles);
                try
                {
                    files = extractor.Extract(sources[image], cancellation);
                }
                catch (BadInputException bad)
                {
                    damaged[image] = bad;
                }

                Report(files, progress);
                return extractor;
            },
            extractor => extractor.Dispose()));
        return damaged.IsEmpty ? done : throw new BadInputException([.. damaged.OrderBy(entry => entry.Key).SelectMany(entry => entry.Value.Findings)]);
    }

    private void Report(ExtractedFiles files, IProgress<ExtractionProgress>? progress)
    {
        lock (reporting)
        {
            done = done with
            {
                ImagesDone = done.ImagesDone + 1,
                FilesWritten = done.FilesWritten + files.Written,
                FilesKept = done.FilesKept + files.Kept,
                BytesWritten = done.BytesWritten + files.BytesWritten,
            };
            progress?.Report(done);
        }
    }
}
