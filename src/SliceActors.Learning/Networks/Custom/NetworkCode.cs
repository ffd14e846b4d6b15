using System.Security.Cryptography;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Networks.Custom;

/// <summary>The file that defines a network which is not built in: a plugin's assembly or a TorchScript file.</summary>
public static class NetworkCode
{
    /// <summary>Settles which file a spec means, and which content: its path is made absolute and its digest is taken.</summary>
    /// <param name="network">A spec with paths as typed.</param>
    /// <returns>The same for a built-in network; without a digest when the file cannot be read.</returns>
    public static NetworkSpec Settle(NetworkSpec network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var settled = network with
        {
            Architecture = TorchScriptFile.IsPath(network.Architecture) ? Path.GetFullPath(network.Architecture) : network.Architecture,
            PluginFile = string.IsNullOrEmpty(network.PluginFile) ? network.PluginFile : Path.GetFullPath(network.PluginFile),
        };
        return FileOf(settled) is { } file && Read(file, null, []) is { } code ? settled with { CodeDigest = Digest(code) } : settled;
    }

    /// <summary>Checks that the file is there and is the one that the spec was made with.</summary>
    /// <exception cref="BadInputException">It is not.</exception>
    public static void CheckUnchanged(NetworkSpec network)
    {
        ArgumentNullException.ThrowIfNull(network);
        var findings = new List<Finding>();
        if (FileOf(network) is { } file && Read(file, network.CodeDigest, findings) is null)
        {
            throw new BadInputException(findings);
        }
    }

    /// <summary>Whether the network comes from such a file.</summary>
    public static bool IsCustom(NetworkSpec network)
    {
        ArgumentNullException.ThrowIfNull(network);
        return FileOf(network) is not null;
    }

    /// <summary>Reads the file, once: what is checked is what is used.</summary>
    /// <param name="path">The file.</param>
    /// <param name="digest">Its SHA-256 in lower-case hexadecimal digits; null when any content will do.</param>
    /// <param name="findings">Gets what is wrong.</param>
    internal static byte[]? Read(string path, string? digest, ICollection<Finding> findings)
    {
        try
        {
            var code = File.ReadAllBytes(path);
            if (digest is null || Digest(code) == digest)
            {
                return code;
            }

            findings.Add(new Finding(path, null, "the file that defines the network has changed since the run began", "the file that the run was started with, or a new run"));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var found = File.Exists(path) ? "it may not be read by you" : NoFile.At(path);
            findings.Add(new Finding(path, null, $"the file that defines the network cannot be read: {found}", "an assembly for --plugin, or a TorchScript file as ARCHITECTURE"));
        }

        return null;
    }

    private static string? FileOf(NetworkSpec network) =>
        network.PluginFile ?? (TorchScriptFile.IsPath(network.Architecture) ? network.Architecture : null);

    private static string Digest(byte[] code) => Convert.ToHexStringLower(SHA256.HashData(code));
}
