using System.Buffers;
using SliceActors.Learning.Logs;

namespace SliceActors.Learning.Tests.Logs;

public sealed class EventFileWriterTests : IDisposable
{
    private readonly string folder = Path.Combine(Path.GetTempPath(), $"slice-actors-{Guid.NewGuid():N}");
    private readonly Clock clock = new(DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_250));

    public void Dispose()
    {
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // RFC 3720, appendix B.4, and the usual check value.
    [Theory]
    [InlineData("313233343536373839", 0xe3069283)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", 0x8a9136aa)]
    [InlineData("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", 0x62a8ab43)]
    [InlineData("000102030405060708090a0b0c0d0e0f101112131415161718191a1b1c1d1e1f", 0x46dd794e)]
    [InlineData("", 0)]
    public void Checksums_are_those_of_the_standard(string bytes, uint expected) => Assert.Equal(expected, Crc32C.Hash(Convert.FromHexString(bytes)));

    // Computed with a bitwise CRC-32C and the field numbers of event.proto, outside of this program.
    [Fact]
    public void Records_have_the_bytes_of_the_format()
    {
        var output = new ArrayBufferWriter<byte>();
        EventRecord.WriteVersion(output, 1700000000.25);
        Assert.Equal("1800000000000000a37f4b220900001040fc54d9411a0d627261696e2e4576656e743a32338d2fe9", Convert.ToHexStringLower(output.WrittenSpan));
        output.Clear();
        EventRecord.WriteScalar(output, 1700000000.25, 300, "loss", 0.5f);
        Assert.Equal("1b000000000000001a0d9e130900001040fc54d94110ac022a0d0a0b0a046c6f7373150000003f77f990a0", Convert.ToHexStringLower(output.WrittenSpan));
    }

    [Fact]
    public void Values_come_back_with_their_time_step_and_tag()
    {
        using var writer = new EventFileWriter(folder, clock);
        Assert.Equal(Path.Combine(folder, $"events.out.tfevents.1700000000.{Environment.MachineName}"), writer.FilePath);
        writer.Scalar("loss", 0, 0.25);
        clock.Now += TimeSpan.FromMilliseconds(1500);
        writer.Scalar("balanced_accuracy", 1L << 40, double.NaN);
        writer.Scalar("größe", -1, 1e-5);
        writer.Flush();
        Assert.Equal(
            [
                new ScalarEvent(1700000000.25, Version: "brain.Event:2"),
                new ScalarEvent(1700000000.25, 0, null, "loss", 0.25f),
                new ScalarEvent(1700000001.75, 1L << 40, null, "balanced_accuracy", float.NaN),
                new ScalarEvent(1700000001.75, -1, null, "größe", 1e-5f),
            ],
            EventFileReader.Read(writer.FilePath));
    }

    [Fact]
    public void What_is_not_flushed_is_written_when_the_writer_is_closed()
    {
        var writer = new EventFileWriter(folder, clock);
        writer.Scalar(new string('t', 5000), 7, 1);
        Assert.Single(EventFileReader.Read(writer.FilePath));
        writer.Dispose();
        writer.Dispose();
        Assert.Equal(5000, EventFileReader.Read(writer.FilePath)[1].Tag!.Length);
    }

    [Fact]
    public void Writers_of_one_second_get_files_of_their_own()
    {
        using var first = new EventFileWriter(folder, clock);
        using var second = new EventFileWriter(folder, clock);
        using var third = new EventFileWriter(folder, clock);
        Assert.Equal([first.FilePath + ".1", first.FilePath + ".2"], [second.FilePath, third.FilePath]);
        Assert.All(Directory.GetFiles(folder), file => Assert.Equal("brain.Event:2", EventFileReader.Read(file)[0].Version));
    }

    private sealed class Clock(DateTimeOffset now) : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = now;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
