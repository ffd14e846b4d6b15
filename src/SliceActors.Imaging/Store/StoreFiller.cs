using Microsoft.Win32.SafeHandles;
using SliceActors.Imaging.Copies;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Store;

/// <summary>Reads every image once, on as many threads as wanted, and writes its prepared slices to their places. One use.</summary>
internal sealed class StoreFiller(
    IReadOnlyList<ImageIdentity> images, SlicePreparation preparation, IProgress<FillProgress>? progress, CancellationToken cancellation)
{
    // Where the slices lie in what is read of an image: an extraction holds the wanted ones only, one after the other.
    private readonly SliceDirection direction = preparation.Extracted ? SliceDirection.Sagittal : preparation.Direction;
    private readonly SliceRange slices = preparation.Extracted ? new SliceRange(new SliceIndex(0), preparation.Slices.Count) : preparation.Slices;
    private readonly StoreLayout layout = StoreLayout.Of(images.Count, preparation);
    private readonly Lock reporting = new();
    private readonly IReadOnlyList<Finding>?[] findings = new IReadOnlyList<Finding>?[images.Count];
    private readonly VolumeShape[] shapes = new VolumeShape[images.Count];
    private readonly string[] digests = new string[images.Count];
    private readonly StoredMark[] marks = new StoredMark[images.Count];
    private readonly ulong[] sliceHashes = new ulong[images.Count * preparation.Slices.Count]; // [position][image]
    private int next = -1;
    private FillProgress done = new(0, images.Count, 0, 0);

    /// <summary>Fills the payload.</summary>
    /// <param name="file">A file with room for it.</param>
    /// <param name="threads">Images that are decoded at the same time; each holds one volume in memory.</param>
    /// <returns>What belongs into the metadata, and what it cost.</returns>
    /// <exception cref="BadInputException">Images are unreadable or differ in shape: all findings, image after image.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public (StoreMetadata Metadata, FillStatistics Statistics) Fill(SafeFileHandle file, int threads)
    {
        var workers = Math.Clamp(threads, 1, images.Count);
        ParallelFaults.Unwrap(() => Parallel.For(0, workers, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = cancellation }, (_, loop) => Work(file, loop)));
        ThrowFindings();
        var stored = images.Select((image, i) => new StoredImage(image.Path, image.Length, image.ModifiedUtc, digests[i], marks[i]));
        var blocks = sliceHashes.Chunk(images.Count).Select(position => BlockHash.OfPosition(position));
        return (new StoreMetadata(preparation, [.. stored], [.. blocks]), new FillStatistics(done.VolumesDecoded, done.BytesRead, images.Sum(image => image.Length)));
    }

    private void Work(SafeFileHandle file, ParallelLoopState loop)
    {
        using var reader = new ImageReader(preparation);
        ISlicePreparer? preparer = null;
        for (var image = Interlocked.Increment(ref next); image < images.Count && !loop.ShouldExitCurrentIteration; image = Interlocked.Increment(ref next))
        {
            cancellation.ThrowIfCancellationRequested();
            var before = reader.BytesRead;
            try
            {
                (var volume, digests[image]) = reader.Read(images[image]);
                shapes[image] = volume.Shape;
                marks[image] = StoredMark.Of(ImageMarks.Of(volume));
                if (Reaches(volume.Shape) && HasShape(volume.Shape))
                {
                    preparer = preparer?.Fits(volume) == true ? preparer : Preparer(volume);
                    Write(file, image, volume, preparer);
                }
            }
            catch (BadInputException bad)
            {
                findings[image] = bad.Findings;
            }

            Report(reader.BytesRead - before, decoded: findings[image] is null);
        }
    }

    private void Write(SafeFileHandle file, int image, Volume volume, ISlicePreparer preparer) =>
        preparer.Prepare(volume, slices, (slice, pixels) =>
        {
            var position = slice.Value - slices.First.Value;
            sliceHashes[position * images.Count + image] = BlockHash.OfSlice(pixels);
            RandomAccess.Write(file, pixels, StoreLayout.PayloadOffset + layout.Offset(position, image));
        });

    private ISlicePreparer Preparer(Volume volume) => preparation.Native is null
        ? new SlicePreparer(volume.Shape, volume.Order, direction, preparation.Unnormalize)
        : new NativeSlicePreparer(volume.Shape, volume.Order, direction, preparation.Unnormalize);

    private void Report(long bytesRead, bool decoded)
    {
        lock (reporting)
        {
            done = done with
            {
                ImagesDone = done.ImagesDone + 1,
                BytesRead = done.BytesRead + bytesRead,
                VolumesDecoded = done.VolumesDecoded + (decoded ? 1 : 0),
            };
            progress?.Report(done);
        }
    }

    private bool Reaches(VolumeShape shape) =>
        slices.First.Value + slices.Count <= shape.SlicesAlong(direction);

    private bool HasShape(VolumeShape shape) => preparation.Native is not { } native || shape.SliceSize(direction) == (native.Rows, native.Columns);

    private string Describe(VolumeShape shape) => preparation.Extracted ? $"slices of {shape.Height}x{shape.Width} pixels" : $"{shape} voxels";

    private void ThrowFindings()
    {
        var readable = shapes.Where((_, image) => findings[image] is null).ToArray();
        var usual = readable.Length == 0 ? default : readable.CountBy(shape => shape).MaxBy(pair => pair.Value).Key;
        var all = new List<Finding>();
        for (var image = 0; image < images.Count; image++)
        {
            if (findings[image] is { } unreadable)
            {
                all.AddRange(unreadable);
            }
            else if (shapes[image] != usual)
            {
                all.Add(new Finding(images[image].Path, null, Describe(shapes[image]), $"{Describe(usual)}, as most images of the study"));
            }
        }

        if (readable.Length > 0 && !Reaches(usual))
        {
            all.Add(new Finding(
                images[Array.IndexOf(shapes, usual)].Path, null,
                $"{usual.SlicesAlong(preparation.Direction)} {preparation.Direction.Term()} slices, but slices {slices.First} … {slices.At(slices.Count - 1)} are asked for",
                "fewer slices of the images"));
        }

        if (readable.Length > 0 && !HasShape(usual))
        {
            all.Add(new Finding(images[Array.IndexOf(shapes, usual)].Path, null, $"{usual} voxels", $"{preparation.Direction.Term()} slices of {preparation.Native} pixels"));
        }

        if (all.Count > 0)
        {
            throw new BadInputException(all);
        }
    }
}
