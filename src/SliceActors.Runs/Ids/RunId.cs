using System.Security.Cryptography;
using System.Text;
using SliceActors.Runs.Specs;

namespace SliceActors.Runs.Ids;

/// <summary>Names one run: one study written to one output folder. Submitting the same study to the same folder again gives the same id.</summary>
/// <param name="Value">16 lower-case hexadecimal digits.</param>
public readonly record struct RunId(string Value)
{
    /// <summary>Derives the id from the digest of the study and the folder that receives its results.</summary>
    /// <param name="specDigest">Digest of the study, see <see cref="RunSpec.Digest"/>.</param>
    /// <param name="outputDirectory">Absolute path of the output folder.</param>
    public static RunId For(string specDigest, string outputDirectory) =>
        new(Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{specDigest}\n{outputDirectory}")))[..16]);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
