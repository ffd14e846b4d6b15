using System.Security.Cryptography;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Transfer;

/// <summary>Starts the network of a unit from a trained one, when its study says so.</summary>
internal static class TransferStart
{
    /// <summary>Copies what the study takes from its source over the random weights.</summary>
    /// <param name="spec">The study.</param>
    /// <param name="tree">Where its results are.</param>
    /// <param name="here">Where this machine has a file: from a path to a path.</param>
    /// <param name="unit">The unit.</param>
    /// <param name="network">Its network, on any device, before its first epoch.</param>
    /// <exception cref="IOException">The file is gone, or it is not the one any more that the study was checked with.</exception>
    public static void Apply(RunSpec spec, ResultTree tree, Func<string, string> here, UnitId unit, SliceNetwork network)
    {
        if (spec.Network.TransferDigest is not { } digest)
        {
            return;
        }

        var manifest = TransferManifest.Read(tree, digest);
        var file = manifest.FileFor(unit);
        var path = here(file.Path);
        if (!File.Exists(path))
        {
            throw new FileNotFoundException($"{path}, which this network starts from, is gone. Put it back, then resume.");
        }

        var content = File.ReadAllBytes(path);
        if (Convert.ToHexStringLower(SHA256.HashData(content)) != file.Sha256)
        {
            throw new IOException($"{path}, which this network starts from, was changed since the study was checked. Put the file with the SHA-256 {file.Sha256} back, then resume.");
        }

        new TransferredState(network, manifest.Source, spec.NetworkType, manifest.ConvolutionsOnly).Load(WeightsFile.Read(path, content));
    }
}
