using System.IO.Compression;
using SliceActors.Imaging.PyTorch;

namespace SliceActors.Imaging.Tests.PyTorch;

public class StoredZipTests
{
    [Fact]
    public void An_archive_beyond_4_GiB_is_readable_by_others_and_here()
    {
        var path = Files.Temporary();
        try
        {
            using (var file = new SparseStream(File.Create(path)))
            {
                var writer = new StoredZipWriter(file);
                var zeros = new byte[1 << 26];
                for (var entry = 0; entry <= 64; entry++)
                {
                    writer.Add($"archive/data/{entry}", zeros);
                }

                writer.Add("archive/last", "the end"u8);
                writer.Finish();
            }

            using (var other = ZipFile.OpenRead(path))
            using (var reader = new StreamReader(other.GetEntry("archive/last")!.Open()))
            {
                Assert.Equal("the end", reader.ReadToEnd());
            }

            using var handle = File.OpenHandle(path);
            var bytes = FileBytes.Of(handle, path);
            var last = new StoredZipReader(bytes).Find("archive/last")!;
            Assert.InRange(last.Offset, 1L << 32, long.MaxValue);
            Assert.Equal("the end"u8, TorchContents.ReadChecked(bytes, last).Span);
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void An_archive_of_more_than_65535_entries_is_readable_by_others_and_here()
    {
        using var stream = new MemoryStream();
        var writer = new StoredZipWriter(stream);
        for (var entry = 0; entry < 70_000; entry++)
        {
            writer.Add($"archive/data/{entry}", []);
        }

        writer.Finish();
        using var other = new ZipArchive(stream);
        Assert.Equal(70_000, other.Entries.Count);
        Assert.Equal(70_000, new StoredZipReader(FileBytes.Of(stream.ToArray(), "memory")).Names.Count);
    }

    /// <summary>Leaves holes in the file where blocks of zeros would be.</summary>
    private sealed class SparseStream(FileStream file) : Stream
    {
        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => file.Length;

        public override long Position
        {
            get => file.Position;
            set => throw new NotSupportedException();
        }

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (buffer.Length >= 4096 && !buffer.ContainsAnyExcept((byte)0))
            {
                file.Seek(buffer.Length, SeekOrigin.Current);
            }
            else
            {
                file.Write(buffer);
            }
        }

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Flush() => file.Flush();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            file.Dispose();
            base.Dispose(disposing);
        }
    }
}
