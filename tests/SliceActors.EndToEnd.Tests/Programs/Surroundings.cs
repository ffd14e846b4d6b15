using System.Diagnostics;
using SliceActors.Learning.Native.Facts;

namespace SliceActors.EndToEnd.Tests.Programs;

/// <summary>The program where something about the machine is not as usual: mounts, limits, a C library that answers otherwise.</summary>
internal static class Surroundings
{
    private static readonly Lazy<bool> MayMount = new(() => Ends("unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt"));
    private static readonly Lazy<bool> HasCompiler = new(() => Ends("gcc", "--version"));

    /// <summary>Skips a test that needs mounts of its own where they cannot be made.</summary>
    public static void NeedMounts() => Skip.IfNot(MayMount.Value, "This user may not make mounts of their own.");

    /// <summary>Whether networks convolve by oneDNN here.</summary>
    public static bool HasOneDnn { get; } = LibtorchFacts.Read().UsesOneDnn;

    /// <summary>Skips a test of studies that are the same on all machines where they are not.</summary>
    public static void NeedOneDnn() => Skip.IfNot(HasOneDnn, "Networks do not convolve by oneDNN here: 'slice-actors doctor' says why.");

    /// <summary>Makes a library that stands before the C library.</summary>
    /// <param name="folder">Where it goes.</param>
    /// <param name="source">C.</param>
    /// <returns>A line of shell that lets the program use it.</returns>
    public static string Instead(string folder, string source) => $"export LD_PRELOAD={Library(folder, source)}";

    /// <summary>Makes a library.</summary>
    /// <param name="folder">Where it goes.</param>
    /// <param name="source">C.</param>
    /// <returns>Its path.</returns>
    public static string Library(string folder, string source)
    {
        Skip.IfNot(HasCompiler.Value, "There is no gcc.");
        var (code, library) = (Path.Combine(folder, "shim.c"), Path.Combine(folder, "shim.so"));
        File.WriteAllText(code, source);
        Assert.True(Ends("gcc", "-shared", "-fPIC", "-o", library, code, "-ldl"));
        return library;
    }

    /// <summary>Starts the program after some lines of shell, in mounts of its own where it may make them.</summary>
    public static Process Start(string shell, params string[] arguments) => Shell($"set -e; {shell}; exec \"$@\"", arguments);

    /// <summary>The same to its end.</summary>
    public static ProgramResult Run(string shell, params string[] arguments)
    {
        using var process = Start(shell, arguments);
        return End(process);
    }

    /// <summary>The same with a command afterwards, which sees the same mounts; its output follows that of the program.</summary>
    public static ProgramResult RunThen(string shell, string afterwards, params string[] arguments)
    {
        using var process = Shell($"set -e; {shell}; set +e; \"$@\"; code=$?; {afterwards}; exit $code", arguments);
        return End(process);
    }

    /// <summary>Waits for the end.</summary>
    public static ProgramResult End(Process process)
    {
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new ProgramResult(process.ExitCode, output, errors.Result);
    }

    private static Process Shell(string script, string[] arguments)
    {
        string[] command =
        [
            "bash", "-c", script, "bash", .. ProgramStart.Program, .. arguments,
        ];
        return StartProcess(MayMount.Value ? ["unshare", "-m", .. command] : command);
    }

    private static bool Ends(params string[] command)
    {
        try
        {
            using var process = StartProcess(command);
            return End(process).ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static Process StartProcess(string[] command) =>
        Process.Start(new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
}
