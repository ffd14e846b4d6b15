using System.ComponentModel;
using System.Diagnostics;
using SliceActors.Learning.Native.Facts;
using SliceActors.Testing;

namespace SliceActors.Learning.Tests.Native;

/// <summary>A driver of CUDA with two GPUs is played by a small library.</summary>
public sealed class CudaDriverTests : IDisposable
{
    private const string Driver = """
        #include <string.h>
        int cuInit(unsigned flags) { return REFUSES; }
        int cuDriverGetVersion(int *version) { *version = 12080; return 0; }
        int cuDeviceGetCount(int *count) { *count = 2; return 0; }
        int cuDeviceGet(int *device, int index) { *device = 10 + index; return 0; }
        int cuDeviceGetName(char *name, int length, int device) { strncpy(name, device == 10 ? "Big GPU" : "Small GPU", length); return 0; }
        int cuDeviceTotalMem_v2(size_t *bytes, int device) { *bytes = (device == 10 ? 80ul : 40ul) << 30; return 0; }
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [SkippableFact]
    public void The_driver_names_its_GPUs_and_their_memory_in_its_order()
    {
        var (cuda, gpus) = CudaDriver.Ask(Library(refuses: 0));

        Assert.Equal("12.8", cuda);
        Assert.Equal([new Gpu("Big GPU", 80L << 30), new Gpu("Small GPU", 40L << 30)], gpus);
    }

    [SkippableFact]
    public void A_driver_that_refuses_has_no_GPUs()
    {
        var (cuda, gpus) = CudaDriver.Ask(Library(refuses: 100));

        Assert.Null(cuda);
        Assert.Empty(gpus);
    }

    [Fact]
    public void Where_there_is_no_driver_there_are_no_GPUs() => Assert.Empty(CudaDriver.Ask("libcuda-of-no-machine.so.1").Gpus);

    private string Library(int refuses)
    {
        var (source, library) = (folder.File("driver.c"), folder.File($"libcuda-{refuses}.so"));
        File.WriteAllText(source, Driver);
        try
        {
            using var compiler = Process.Start("gcc", ["-shared", "-fPIC", $"-DREFUSES={refuses}", "-o", library, source]);
            compiler.WaitForExit();
            Assert.Equal(0, compiler.ExitCode);
            return library;
        }
        catch (Win32Exception)
        {
            Skip.If(true, "There is no gcc.");
            throw;
        }
    }
}
