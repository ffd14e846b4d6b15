using System.Runtime.InteropServices;
using System.Text;
using SliceActors.Learning.Native.Facts;
using SliceActors.Runs.Machines;

namespace SliceActors.Studies.Folders;

/// <summary><c>environment.txt</c>: what computed the results, one <c>name==version</c> per line, as readers of <c>pip freeze</c> expect.</summary>
internal static class EnvironmentText
{
    /// <summary>The file's text.</summary>
    /// <param name="numerics">What the study began with; null when it is not known.</param>
    public static string Write(Numerics? numerics)
    {
        var libtorch = LibtorchFacts.Read();
        var text = new StringBuilder();
        text.Append("slice-actors==").AppendLine(typeof(EnvironmentText).Assembly.GetName().Version?.ToString(3));
        text.Append("dotnet==").AppendLine(Environment.Version.ToString());
        foreach (var name in typeof(EnvironmentText).Assembly.GetReferencedAssemblies().Where(name => IsOurs(name.Name!)).OrderBy(name => name.Name, StringComparer.Ordinal))
        {
            text.Append(name.Name).Append("==").AppendLine(name.Version?.ToString());
        }

        text.Append("TorchSharp==").AppendLine(typeof(LibtorchFacts).Assembly.GetReferencedAssemblies().First(name => name.Name == "TorchSharp").Version?.ToString());
        text.Append("libtorch==").AppendLine(libtorch.Version ?? "unknown");
        text.Append("# os ").AppendLine(RuntimeInformation.OSDescription);
        text.Append("# cpu ").Append(Environment.ProcessorCount).Append(" cores, ").AppendLine(libtorch.CpuCapability ?? "unknown instruction set");
        text.Append("# cuda devices ").Append(libtorch.Gpus.Length).AppendLine();
        text.Append("# fused adam ").AppendLine(libtorch.FusedAdam ? "yes" : "no");
        if (numerics is not null)
        {
            text.Append("# numerics ").Append(numerics).AppendLine();
        }

        return text.ToString();
    }

    private static bool IsOurs(string assembly) =>
        assembly.StartsWith("Akka", StringComparison.Ordinal) || assembly.StartsWith("Google.", StringComparison.Ordinal) || assembly.StartsWith("Microsoft.Data", StringComparison.Ordinal);
}
