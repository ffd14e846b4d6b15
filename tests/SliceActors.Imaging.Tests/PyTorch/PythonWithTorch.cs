using System.Diagnostics;

namespace SliceActors.Imaging.Tests.PyTorch;

/// <summary>The Python that has PyTorch, where there is one.</summary>
internal static class PythonWithTorch
{
    private static readonly Lazy<string?> Interpreter = new(Find);

    /// <summary>Runs a script and returns what it prints; skips the test where there is no PyTorch.</summary>
    public static string Run(string script, params string[] arguments)
    {
        Skip.If(Interpreter.Value is null, "No python3 with PyTorch on this machine.");
        var (code, output, error) = Start(Interpreter.Value!, ["-c", script, .. arguments]);
        Assert.True(code == 0, error);
        return output.Trim();
    }

    private static string? Find() => Array.Find(
        ["/usr/bin/python3", "python3"],
        candidate => (Path.IsPathRooted(candidate) ? File.Exists(candidate) : true) && HasTorch(candidate));

    private static bool HasTorch(string candidate)
    {
        try
        {
            return Start(candidate, ["-c", "import importlib.util as u, sys; sys.exit(u.find_spec('torch') is None)"]).Code == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }

    private static (int Code, string Output, string Error) Start(string interpreter, IEnumerable<string> arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(interpreter, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
