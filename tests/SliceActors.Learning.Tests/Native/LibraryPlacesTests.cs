using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using SliceActors.Learning.Native;

namespace SliceActors.Learning.Tests.Native;

[SupportedOSPlatform("linux")]
public sealed class LibraryPlacesTests : IDisposable
{
    private const string Name = "libSystem.IO.Compression.Native.so";

    private readonly DirectoryInfo cache = Directory.CreateTempSubdirectory("slice-actors-test-");
    private readonly List<string> tried = [];

    public void Dispose() => cache.Delete(recursive: true);

    [Fact]
    public void The_cache_keeps_a_library_for_the_next_process()
    {
        Assert.NotEqual(0, Load(_ => true));
        Assert.NotEqual(0, Load(_ => true));

        Assert.Equal(2, tried.Count);
        Assert.StartsWith(cache.FullName, tried[0], StringComparison.Ordinal);
        Assert.Equal(tried[0], tried[1]);
        Assert.Equal(Image(), File.ReadAllBytes(tried[0]));
    }

    [Fact]
    public void Where_the_cache_cannot_be_loaded_from_a_temporary_folder_is_tried_and_removed()
    {
        Assert.NotEqual(0, Load(path => !path.StartsWith(cache.FullName, StringComparison.Ordinal)));

        Assert.Equal(2, tried.Count);
        Assert.StartsWith(Path.GetTempPath(), tried[1], StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.GetDirectoryName(tried[1])));
    }

    [Fact]
    public void Where_no_folder_can_be_loaded_from_memory_can()
    {
        var library = Load(path => path.StartsWith("/proc/", StringComparison.Ordinal));

        Assert.True(NativeLibrary.TryGetExport(library, "CompressionNative_Crc32", out _));
        Assert.Equal(3, tried.Count);
    }

    [Fact]
    public void A_cache_that_cannot_be_written_is_passed_over()
    {
        var file = Path.Combine(cache.FullName, "file");
        File.WriteAllText(file, "in the way");

        Assert.NotEqual(0, new LibraryPlaces(file, NativeLibrary.Load).Load(Image(), Name));
    }

    [Fact]
    public void When_nothing_helps_the_reasons_and_the_variables_are_said()
    {
        var refused = Assert.Throws<UnplacedLibraryException>(() => Load(_ => false));

        Assert.Equal(3, refused.Message.Split("failed to map segment").Length - 1);
        Assert.Contains("Set XDG_CACHE_HOME or TMPDIR to a folder that can be written and is not mounted noexec", refused.Message, StringComparison.Ordinal);
    }

    private static byte[] Image() => File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, Name));

    private nint Load(Func<string, bool> isExecutable) => new LibraryPlaces(cache.FullName, path =>
    {
        tried.Add(path);
        return isExecutable(path) ? NativeLibrary.Load(path) : throw new DllNotFoundException($"Unable to load shared library.\n{path}: failed to map segment from shared object");
    }).Load(Image(), Name);
}
