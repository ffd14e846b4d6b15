using System.Security.Cryptography;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Objectives;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using Architecture = SliceActors.Learning.Networks.Architecture;

namespace SliceActors.Learning.Transfer;

/// <summary>Reads the models that networks are to start from, before anything is trained or written, and finds all that does not fit.</summary>
public static class TransferCheck
{
    /// <summary>Reads each file once.</summary>
    /// <param name="architecture">The networks that start.</param>
    /// <param name="options">How they are built.</param>
    /// <param name="target">What is trained.</param>
    /// <param name="source">What it starts from; its type goes with the target's.</param>
    /// <param name="units">The units of the source that are used, ascending.</param>
    /// <param name="findings">Gets what is wrong, naming files and tensors; what is wrong with several files alike is said once.</param>
    /// <returns>What was found in the files; null when something is wrong.</returns>
    public static TransferManifest? Check(
        Architecture architecture, NetworkOptions options, NetworkType target, TransferSource source, IEnumerable<UnitId> units, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(architecture);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(findings);
        using var network = Objective.Of(target).Build(architecture, options, seed: 0);
        var state = new TransferredState(network, source.NetworkType, target, source.ConvolutionsOnly);
        if (state.IsEmpty)
        {
            findings.Add(new Finding(
                "ARCHITECTURE",
                null,
                $"{architecture.Name} has no sequential convolutional part ('features'), which the encoder of an autoencoder could start",
                "a network that has one, or a cnn to start from"));
            return null;
        }

        var looked = units
            .AsParallel().AsOrdered().WithDegreeOfParallelism(Environment.ProcessorCount)
            .Select(unit => Look(unit, source.Model(unit), state))
            .ToList();
        if (Array.Exists([.. looked], look => look.IsMisfit) && source.Architecture != architecture.Name)
        {
            findings.Add(new Finding(
                source.Tree.Root, null, $"it is {source.Architecture}, and this study asks for {architecture.Name}", $"a source of the architecture {architecture.Name}, or {source.Architecture} as ARCHITECTURE"));
            return null;
        }

        var problems = looked.SelectMany(look => look.Problems.Select(problem => (look.File.Unit, Problem: problem))).ToList();
        foreach (var alike in problems.GroupBy(entry => (entry.Problem.Found, entry.Problem.Expected)))
        {
            findings.Add(Together([.. alike]));
        }

        return problems.Count == 0 ? new TransferManifest(source.NetworkType, [.. looked.Select(look => look.File)]) { ConvolutionsOnly = source.ConvolutionsOnly } : null;
    }

    private static (TransferredFile File, IReadOnlyList<Finding> Problems, bool IsMisfit) Look(UnitId unit, string path, TransferredState state)
    {
        try
        {
            var content = File.ReadAllBytes(path);
            var digest = Convert.ToHexStringLower(SHA256.HashData(content));
            var file = WeightsFile.Read(path, content);
            var misfits = state.Misfits(file);
            return (new TransferredFile(unit, path, digest), misfits.Count > 0 ? misfits : state.NotNumbers(file), misfits.Count > 0);
        }
        catch (BadInputException bad)
        {
            return Bad(bad.Findings);
        }
        catch (Exception trouble) when (trouble is FileNotFoundException or DirectoryNotFoundException)
        {
            return Bad([new Finding(path, null, "no such file", "the model of a network that was trained to its end")]);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return Bad([new Finding(path, null, $"it cannot be read: {trouble.Message}", "a readable file")]);
        }

        (TransferredFile, IReadOnlyList<Finding>, bool) Bad(IReadOnlyList<Finding> problems) => (new TransferredFile(unit, path, string.Empty), problems, false);
    }

    private static Finding Together(IReadOnlyList<(UnitId Unit, Finding Problem)> alike)
    {
        var (_, first) = alike[0];
        return alike.Count == 1 ? first : first with { Found = $"{first.Found}; the same in {string.Join(", ", alike.Skip(1).Select(entry => entry.Unit))}" };
    }
}
