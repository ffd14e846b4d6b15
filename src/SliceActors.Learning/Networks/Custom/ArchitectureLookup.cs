using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Networks.Custom;

/// <summary>Finds the kind of network that a study names: a built-in one, one of a plugin, or a TorchScript file.</summary>
public static class ArchitectureLookup
{
    /// <summary>
    /// The one that a spec names: built-in, of its plugin, or a TorchScript file. Loads a plugin's assembly; runs nothing of a TorchScript file. A file that
    /// is not the one the spec was made with is never used.
    /// </summary>
    /// <param name="network">The spec's network.</param>
    /// <param name="findings">Gets what is wrong, with what to do.</param>
    /// <returns>Null when something was found.</returns>
    public static Architecture? Find(NetworkSpec network, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(findings);
        var offered = ArchitectureTable.All;
        if (network.PluginFile is { } plugin)
        {
            if (NetworkCode.Read(plugin, network.CodeDigest, findings) is not { } code || PluginAssembly.Read(plugin, code, findings) is not { } added)
            {
                return null;
            }

            offered = [.. ArchitectureTable.All, .. added];
        }

        if (offered.FirstOrDefault(architecture => architecture.Name == network.Architecture) is { } found)
        {
            return found;
        }

        if (TorchScriptFile.IsPath(network.Architecture))
        {
            return TorchScriptFile.Read(network, findings);
        }

        findings.Add(new Finding(
            "ARCHITECTURE",
            null,
            $"there is no network {network.Architecture}",
            $"one of {string.Join(", ", offered.Select(known => known.Name))}{(network.PluginFile is null ? ", one of a plugin (--plugin FILE)" : "")} or a TorchScript file (….pt){Closest.Question(network.Architecture, offered.Select(known => known.Name))}"));
        return null;
    }
}
