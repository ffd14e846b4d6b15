using System.IO.Compression;
using System.Text.RegularExpressions;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Networks.Custom;

/// <summary>A network that Python saved together with its code (<c>torch.jit.script(network).save(path)</c>).</summary>
internal static partial class TorchScriptFile
{
    /// <summary>Whether an architecture is the path of such a file: by the ending, <c>.pt</c>, <c>.pth</c> or <c>.torchscript</c>.</summary>
    public static bool IsPath(string architecture) => architecture.EndsWith(".pt", StringComparison.OrdinalIgnoreCase)
        || architecture.EndsWith(".pth", StringComparison.OrdinalIgnoreCase)
        || architecture.EndsWith(".torchscript", StringComparison.OrdinalIgnoreCase);

    /// <summary>Looks into a file without running anything of it.</summary>
    /// <param name="network">Names it; asks for nothing that such a file decides itself.</param>
    /// <param name="findings">Gets what is wrong.</param>
    /// <returns>Null when something is.</returns>
    public static Architecture? Read(NetworkSpec network, ICollection<Finding> findings)
    {
        if (network.PluginFile is not null)
        {
            findings.Add(new Finding("--plugin", null, $"a plugin, and {network.Architecture} as ARCHITECTURE", "one of the two: a network of the plugin, or a TorchScript file without --plugin"));
            return null;
        }

        if (network.Dropout != 0)
        {
            findings.Add(new Finding("--dropout", null, "a rate of dropout for a TorchScript file", "no --dropout: the rates are part of the file"));
            return null;
        }

        return NetworkCode.Read(network.Architecture, network.CodeDigest, findings) is { } code ? Read(network.Architecture, code, findings) : null;
    }

    private static Architecture? Read(string path, byte[] code, ICollection<Finding> findings)
    {
        const string right = "a TorchScript file: torch.jit.script(network).save(\"network.pt\") in Python";
        try
        {
            using var archive = new ZipArchive(new MemoryStream(code, writable: false));
            var scripts = archive.Entries.Where(entry => Scripts().IsMatch(entry.FullName)).ToList();
            if (scripts.Count == 0)
            {
                findings.Add(new Finding(path, null, "the file holds no code; perhaps it holds weights only", right));
                return null;
            }

            var drawsRandomNumbers = scripts.Any(DrawsRandomNumbers);

            // How many channels it takes is only known when it runs.
            Architecture entry = null!;
            entry = new Architecture(_ => ScriptNetwork.Load(entry, code, drawsRandomNumbers)) { Name = path, InputChannels = 1 };
            return entry;
        }
        catch (InvalidDataException)
        {
            findings.Add(new Finding(path, null, "this is no TorchScript file, or it is damaged", right));
            return null;
        }
    }

    private static bool DrawsRandomNumbers(ZipArchiveEntry script)
    {
        using var text = new StreamReader(script.Open());
        return RandomOperations().IsMatch(text.ReadToEnd());
    }

    [GeneratedRegex(@"^[^/]+/code/.+\.py$")]
    private static partial Regex Scripts();

    /// <summary>
    /// The operations that PyTorch marks as drawing from a generator, among them those that do so only with a rate of dropout; a word too many costs speed only.
    /// </summary>
    [GeneratedRegex(
        @"\b(?:torch|ops\.\w+)\.(?:\w*dropout\w*|\w*bernoulli\w*|\w*rand\w*|\w*normal\w*|multinomial|poisson|binomial|rrelu\w*|fractional_max_pool\w*|uniform_?|cauchy_?|exponential_?|geometric_?|scaled_dot_product\w*|\w*lstm\w*|\w*gru\w*|rnn_\w+)\(")]
    private static partial Regex RandomOperations();
}
