using System.IO.MemoryMappedFiles;
using SliceActors.Imaging.Copies;
using SliceActors.Imaging.Slices;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;

namespace SliceActors.Imaging.Store;

/// <summary>
/// The prepared slices of a study, or the features that networks see in place of them, in one memory-mapped file, shared by all who train on this machine. Safe for any number of reading threads; as long as
/// it is open, no pruning removes it.
/// </summary>
public sealed unsafe class SliceStore : IDisposable
{
    private readonly FileStream file; // holds the shared lock
    private readonly MemoryMappedFile map;
    private readonly MemoryMappedViewAccessor view;
    private readonly byte* payload;
    private readonly StoreLayout layout;
    private readonly int firstPosition; // of the slices in use, among those that the file holds
    private bool disposed;

    private SliceStore(FileStream file, StoreMetadata metadata, SlicePreparation wanted, FillStatistics statistics)
    {
        this.file = file;
        map = MemoryMappedFile.CreateFromFile(file, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: true);
        view = map.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        payload = start + view.PointerOffset + StoreLayout.PayloadOffset;
        layout = metadata.Layout;
        Preparation = wanted;
        Features = metadata.Features;
        firstPosition = wanted.Slices.First.Value - metadata.Preparation.Slices.First.Value;
        Images = metadata.Images;
        ContentDigests = [.. Images.Select(image => image.Sha256)];
        Marks = [.. Images.Select(image => image.Mark.ToMark())];
        DataDigest = StoreKeys.DataDigest(Preparation, ContentDigests);
        Statistics = statistics;
    }

    /// <summary>Number of images; an image's index is its place in the list that the store was filled from.</summary>
    public int ImageCount => layout.Images;

    /// <summary>How the slices were made.</summary>
    public SlicePreparation Preparation { get; }

    /// <summary>Shape of the features that it holds of each slice in place of the slice; null where it holds the slices.</summary>
    public ItemShape? Features { get; }

    /// <summary>Positions that can be asked for.</summary>
    public SliceRange Slices => Preparation.Slices;

    /// <summary>SHA-256 over the preparation and all content digests in order: equal on two machines when what they train on is.</summary>
    public string DataDigest { get; }

    /// <summary>SHA-256 of each image file, in the order of the images.</summary>
    public IReadOnlyList<string> ContentDigests { get; }

    /// <summary>What each image is known by whatever its file is called, in the order of the images.</summary>
    public IReadOnlyList<ImageMark> Marks { get; }

    /// <summary>What opening this store cost.</summary>
    public FillStatistics Statistics { get; }

    /// <summary>What its slices were made of.</summary>
    internal IReadOnlyList<StoredImage> Images { get; }

    /// <summary>A prepared slice where it lies: 224 rows of 224 bytes, or the float32 pixels of its native shape; or the features that the store holds of it. Not to be used after the store is disposed.</summary>
    /// <param name="image">0 … <see cref="ImageCount"/> − 1.</param>
    /// <param name="slice">Absolute position, inside <see cref="Slices"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The store has no such image or position.</exception>
    public ReadOnlySpan<byte> Slice(int image, SliceIndex slice)
    {
        ObjectDisposedException.ThrowIf(disposed, this);
        var position = slice.Value - Slices.First.Value;
        if ((uint)image >= (uint)ImageCount || (uint)position >= (uint)Slices.Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(slice), $"Image {image}, slice {slice}: the store holds images 0 … {ImageCount - 1}, slices {Slices.First} … {Slices.At(Slices.Count - 1)}.");
        }

        return At(firstPosition + position, image);
    }

    /// <summary>Gives the file back.</summary>
    public void Dispose()
    {
        if (!disposed)
        {
            disposed = true;
            view.SafeMemoryMappedViewHandle.ReleasePointer();
            view.Dispose();
            map.Dispose();
            file.Dispose();
        }
    }

    /// <summary>Opens a finished file and compares every slice with its hash.</summary>
    /// <param name="file">The file, opened for reading and sharing; closed when it is damaged.</param>
    /// <param name="wanted">What is wanted of it: the same preparation, and all or some of its slices.</param>
    /// <param name="statistics">What filling it cost.</param>
    /// <param name="threads">Threads that compare; 0 when this process has compared the file already.</param>
    /// <returns>Null when the file is damaged.</returns>
    internal static SliceStore? Open(FileStream file, SlicePreparation wanted, FillStatistics statistics, int threads)
    {
        if (StoreFormat.ReadMetadata(file.SafeFileHandle) is not { } metadata)
        {
            file.Dispose();
            return null;
        }

        var store = new SliceStore(file, metadata, wanted, statistics);
        if (threads == 0 || store.IsIntact(metadata.BlockHashes, threads))
        {
            return store;
        }

        store.Dispose();
        return null;
    }

    private bool IsIntact(IReadOnlyList<ulong> hashes, int threads) => Parallel.For(
        0, layout.Positions, new ParallelOptions { MaxDegreeOfParallelism = threads }, (position, loop) =>
        {
            var slices = new ulong[ImageCount];
            for (var image = 0; image < slices.Length; image++)
            {
                slices[image] = BlockHash.OfSlice(At(position, image));
            }

            if (BlockHash.OfPosition(slices) != hashes[position])
            {
                loop.Stop();
            }
        }).IsCompleted;

    private ReadOnlySpan<byte> At(int position, int image) => new(payload + layout.Offset(position, image), layout.ItemBytes);
}
