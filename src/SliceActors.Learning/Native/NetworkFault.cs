using System.Runtime.InteropServices;

namespace SliceActors.Learning.Native;

/// <summary>Errors of networks in words.</summary>
public static class NetworkFault
{
    /// <summary>What a person needs of an error: libtorch adds its own stack, and TorchScript that of Python, the sentence itself last.</summary>
    /// <param name="trouble">What a network threw.</param>
    /// <returns>One line.</returns>
    public static string Sentence(Exception trouble)
    {
        ArgumentNullException.ThrowIfNull(trouble);
        var lines = trouble.Message.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var text = lines.TakeWhile(line => !line.StartsWith("Exception raised from", StringComparison.Ordinal)).ToList();
        var sentence = trouble is ExternalException && lines.Length > 1 && text.Count > 0 && text[0].Contains("TorchScript interpreter", StringComparison.Ordinal)
            ? text[^1]
            : text.FirstOrDefault() ?? trouble.Message;
        return trouble is ExternalException or NotSupportedException ? sentence : $"{sentence} ({trouble.GetType().Name})";
    }
}
