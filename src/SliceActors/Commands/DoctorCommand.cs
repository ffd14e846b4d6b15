using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using SliceActors.Endings;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Native.Facts;
using SliceActors.Options;
using SliceActors.Screens;
using SliceActors.Studies.Folders;

namespace SliceActors.Commands;

/// <summary><c>doctor</c>: what this machine has, what is missing and what to do about it.</summary>
internal static class DoctorCommand
{
    private const long EnoughDisk = 10L << 30;

    public static Command Create()
    {
        var results = new Argument<string?>("OUTPUT_DIRECTORY") { Description = "Folder that shall hold results: whether it can.", Arity = ArgumentArity.ZeroOrOne }.IsPath();
        var folder = SharedOptions.CreateCacheDirectory();
        var command = new Command("doctor", "Say what this machine has, what is missing and what to do about it.") { results, folder };
        command.SetAction(parsed =>
        {
            PathWords.RefuseEmpty(parsed);
            return (int)Examine(Path.GetFullPath(parsed.GetRequiredValue(folder)), parsed.GetValue(results) is { } given ? Path.GetFullPath(given) : null);
        });
        return command;
    }

    private static ExitCode Examine(string cacheFolder, string? results)
    {
        var advice = new List<string>();
        Line("program", $"slice-actors {ProgramVersion.Text} on .NET {Environment.Version}");
        Line("system", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}");
        Line("cores", $"{Environment.ProcessorCount}");
        Line("memory", Sizes.Text(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes));
        var code = ExamineLibtorch(advice);
        ExamineCache(cacheFolder, advice);
        if (results is not null && !ExamineResults(results, advice) && code == ExitCode.Done)
        {
            code = ExitCode.Storage;
        }

        Console.WriteLine();
        foreach (var sentence in advice)
        {
            Sentences.Say($"To do: {sentence}");
        }

        Console.WriteLine(advice.Count == 0 ? "Nothing is missing." : string.Empty);
        return code;
    }

    private static ExitCode ExamineLibtorch(List<string> advice)
    {
        LibtorchFacts facts;
        try
        {
            facts = LibtorchFacts.Read();
        }
        catch (DllNotFoundException trouble)
        {
            Line("libtorch", "cannot be loaded");
            advice.Add(trouble.Message);
            return ExitCode.BadInput;
        }

        Line("libtorch", $"{facts.Version ?? "version unknown"} from {facts.Folder}");
        Line("instructions", facts.CpuCapability ?? "unknown");
        foreach (var library in (facts.Configuration ?? string.Empty).Split('\n').Select(line => line.Trim(' ', '-')).Where(line => IsMathematics(line)))
        {
            Line("library", library);
        }

        Line("optimizer", facts.FusedAdam ? "fused Adam kernel" : "Adam without the fused kernel, which does not work here: training is slower");
        Line("CUDA devices", facts.Gpus.Length.ToString(CultureInfo.InvariantCulture));
        foreach (var (index, gpu) in facts.Gpus.Index())
        {
            Line($"cuda:{index}", $"{gpu.Name}, {Sizes.Text(gpu.MemoryBytes)}");
        }

        Line("numerics", $"{MachineNumerics.Read(useCpu: facts.Gpus.IsEmpty)}");
        if (!facts.UsesOneDnn)
        {
            advice.Add("this virtual machine hides the caches of its AMD processor (CPUID 8000001Dh is zero), with which the oneDNN in this libtorch computes wrongly: slower convolutions are used. Have the hypervisor show them (QEMU: host-cache-info=on).");
        }

        if (facts.Gpus.IsEmpty)
        {
            advice.Add($"{(facts.IsCudaBuild ? "no GPU can be used: train with --use_cpu" : "this libtorch is a CPU build, and the CPU is what computes")}; for a GPU build with -p:TorchBackend=cuda, or with -p:TorchBackend=none and LIBTORCH_PATH set to the folder of a CUDA libtorch.");
        }

        return ExitCode.Done;
    }

    private static void ExamineCache(string cacheFolder, List<string> advice)
    {
        var probe = StorageProbe.Of(cacheFolder);
        var free = new DriveInfo(probe.Folder).AvailableFreeSpace;
        var cache = new SliceCache(cacheFolder, long.MaxValue);
        Line("cache", $"{cacheFolder}: {Sizes.Text(cache.List().Sum(store => store.Bytes))} kept, {Sizes.Text(free)} free on this disk");
        Line("cache disk", StorageWords.Found(probe));
        if (probe is { Trouble: not null } or { HasLocks: false })
        {
            advice.Add($"{cacheFolder} cannot hold prepared slices ({StorageWords.Found(probe)}): choose another folder with --cache_dir.");
        }

        if (free < EnoughDisk)
        {
            advice.Add($"{cacheFolder} has little room: free some, 'slice-actors cache prune', or choose another folder with --cache_dir.");
        }
    }

    private static bool ExamineResults(string results, List<string> advice)
    {
        var probe = StorageProbe.Of(results);
        Line("results", $"{results}: {StorageWords.Found(probe)}");
        if (StorageWords.ForResults(results, probe) is { } what)
        {
            advice.Add(what);
        }

        return probe is { Trouble: null, HasPartLocks: true };
    }

    private static bool IsMathematics(string line) =>
        line.Contains("MKL", StringComparison.Ordinal) && !line.StartsWith("Build", StringComparison.Ordinal);

    private static void Line(string what, string found) => Console.WriteLine($"{what,-14}{found}");
}
