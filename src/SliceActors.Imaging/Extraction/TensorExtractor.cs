using System.Runtime.InteropServices;
using SliceActors.Imaging.Caps;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.PyTorch;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Extraction;

/// <summary>Writes the tensors of one image after the other. Owns its buffers: one per thread.</summary>
internal sealed class TensorExtractor(ExtractionRequest request) : IDisposable
{
    private readonly VolumeReader reader = new();
    private UprightPlanes? planes;
    private byte[] tensor = [];

    public void Dispose() => reader.Dispose();

    /// <summary>Writes what is missing of one image.</summary>
    /// <exception cref="BadInputException">The image is damaged; nothing was written.</exception>
    /// <exception cref="OperationCanceledException">Stopped between two files.</exception>
    public ExtractedFiles Extract(ExtractionSource source, CancellationToken cancellation) =>
        request.Cut is { } cut ? ExtractSlices(source, cut, cancellation) : ExtractImage(source, cancellation);

    private ExtractedFiles ExtractImage(ExtractionSource source, CancellationToken cancellation)
    {
        var (participant, session) = (source.Session.ParticipantId, source.Session.SessionId);
        var path = CapsTensors.Image(request.CapsDirectory, request.Preprocessing, participant, session, request.UseUncroppedImage);
        int[] shape = [1, source.Shape.Depth, source.Shape.Height, source.Shape.Width];
        cancellation.ThrowIfCancellationRequested();
        if (IsComplete(path, shape, source))
        {
            return new ExtractedFiles(0, 1, 0);
        }

        var volume = reader.Read(source.Path).Volume;
        var floats = Buffer(source.Shape.VoxelCount);
        var at = 0;
        PlanesOf(volume, SliceDirection.Sagittal).Cut(volume, new SliceRange(new SliceIndex(0), source.Shape.Depth), (_, plane) =>
        {
            plane.Span.CopyTo(MemoryMarshal.Cast<byte, float>(floats.Span)[at..]);
            at += plane.Length;
        });
        return new ExtractedFiles(1, 0, Write(path, shape, floats));
    }

    private ExtractedFiles ExtractSlices(ExtractionSource source, SliceCut cut, CancellationToken cancellation)
    {
        var (participant, session) = (source.Session.ParticipantId, source.Session.SessionId);
        var slices = CapsTensors.Slices(request.CapsDirectory, request.Preprocessing, participant, session, cut.Direction, cut.Mode, request.UseUncroppedImage);
        var (rows, columns) = source.Shape.SliceSize(cut.Direction);
        var count = source.Shape.SlicesAlong(cut.Direction);
        int[] shape = [cut.Mode == SliceMode.Rgb ? 3 : 1, rows, columns];
        var isMissing = Enumerable.Range(0, count).Select(slice => !IsComplete(CapsTensors.Slice(slices, new SliceIndex(slice)), shape, source)).ToArray();
        var missing = isMissing.Count(absent => absent);
        if (missing == 0)
        {
            return new ExtractedFiles(0, count, 0);
        }

        var volume = reader.Read(source.Path).Volume;
        var bytes = 0L;
        PlanesOf(volume, cut.Direction).Cut(volume, new SliceRange(new SliceIndex(0), count), (slice, plane) =>
        {
            if (isMissing[slice.Value])
            {
                cancellation.ThrowIfCancellationRequested();
                bytes += Write(CapsTensors.Slice(slices, slice), shape, Tensor(plane.Span, cut.Mode));
            }
        });
        return new ExtractedFiles(missing, count - missing, bytes);
    }

    private ReadOnlyMemory<byte> Tensor(Span<float> plane, SliceMode mode)
    {
        if (mode == SliceMode.Rgb)
        {
            Quantiser.ScaleToUnit(plane);
        }

        var channels = mode == SliceMode.Rgb ? 3 : 1;
        var buffer = Buffer(channels * plane.Length);
        for (var channel = 0; channel < channels; channel++)
        {
            plane.CopyTo(MemoryMarshal.Cast<byte, float>(buffer.Span)[(channel * plane.Length)..]);
        }

        return buffer;
    }

    // A link that leads elsewhere now is a change, too, however old the file that it leads to.
    private static DateTime LastChange(string path)
    {
        var (link, file) = (File.GetLastWriteTimeUtc(path), FileStamp.Of(path)?.ModifiedUtc ?? DateTime.MaxValue);
        return link > file ? link : file;
    }

    private bool IsComplete(string path, int[] shape, ExtractionSource source)
    {
        if (request.Overwrite || FileStamp.Of(path) is not { } written || written.ModifiedUtc < LastChange(source.Path))
        {
            return false;
        }

        try
        {
            return TorchTensorFile.ReadShape(path).AsSpan().SequenceEqual(shape);
        }
        catch (BadInputException)
        {
            // Half a file that another program left.
            return false;
        }
    }

    private static long Write(string path, int[] shape, ReadOnlyMemory<byte> elements) => DurableFile.WriteSealed(
        path, stream => TorchFile.Write(stream, TorchTensor.Contiguous(TorchDtype.Float32, [.. shape.Select(size => (long)size)], elements))).Length;

    private UprightPlanes PlanesOf(Volume volume, SliceDirection direction) =>
        planes = planes?.Fits(volume) == true ? planes : new UprightPlanes(volume.Shape, volume.Order, direction);

    private Memory<byte> Buffer(long elements)
    {
        var bytes = checked((int)(elements * sizeof(float)));
        if (tensor.Length < bytes)
        {
            tensor = GC.AllocateUninitializedArray<byte>(bytes);
        }

        return tensor.AsMemory(0, bytes);
    }
}
