using System.Globalization;
using System.Text.RegularExpressions;
using SliceActors.Runs.Files;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Learning.Checkpoints;

/// <summary>
/// The checkpoint generations of one unit. After epoch e: <c>checkpoint-e.pth.tar</c> holds the network, <c>optimizer-e.pth.tar</c> its optimizer and
/// <c>progress-e.pth.tar</c> everything else, the seals of the other two included. Deletes files with these names only.
/// </summary>
/// <param name="folder">The folder.</param>
internal sealed partial class CheckpointFolder(string folder)
{
    /// <summary>File of the network after an epoch; a best epoch's becomes the model file.</summary>
    public string Network(int epoch) => Name("checkpoint", epoch);

    /// <summary>File of the optimizer after an epoch.</summary>
    public string Optimizer(int epoch) => Name("optimizer", epoch);

    /// <summary>File of the progress after an epoch.</summary>
    public string Progress(int epoch) => Name("progress", epoch);

    /// <summary>File of the probabilities of the validation set, which only grows.</summary>
    public string Validation => Path.Combine(folder, "validation.f32");

    /// <summary>The checkpoint of an epoch, if all of its files are whole; else null.</summary>
    public Generation? Whole(int epoch, FileDigest digest) =>
        DurableFile.Matches(Progress(epoch), digest)
        && GenerationFile.Read(Progress(epoch)) is var generation
        && DurableFile.Matches(Network(epoch), generation.Network)
        && DurableFile.Matches(Optimizer(epoch), generation.Optimizer)
        && generation.Progress.Best.All(best => DurableFile.Matches(Network(best.Epoch), best.Model))
            ? generation
            : null;

    /// <summary>Takes the files of a checkpoint over from another folder, but for the history of the validation set.</summary>
    /// <param name="other">The other folder; may be this one.</param>
    /// <param name="generation">The checkpoint, which is whole there.</param>
    public void TakeOver(CheckpointFolder other, Generation generation)
    {
        var epoch = generation.Progress.EpochsTrained - 1;
        foreach (var network in generation.Progress.Best.Select(best => best.Epoch).Append(epoch).Distinct())
        {
            DurableFile.LinkOrCopy(other.Network(network), Network(network));
        }

        DurableFile.LinkOrCopy(other.Optimizer(epoch), Optimizer(epoch));
        DurableFile.LinkOrCopy(other.Progress(epoch), Progress(epoch));
    }

    /// <summary>Deletes all generations but one.</summary>
    /// <param name="generation">The epoch whose files stay; null for none.</param>
    /// <param name="networks">Further epochs whose networks stay, because they are the best.</param>
    public void KeepOnly(int? generation, IReadOnlySet<int> networks) =>
        DeleteWhere((epoch, isNetwork) => epoch != generation && (!isNetwork || !networks.Contains(epoch)));

    /// <summary>Deletes all generations.</summary>
    public void DeleteAll() => DeleteWhere((epoch, isNetwork) => true);

    private string Name(string kind, int epoch) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{kind}-{epoch}.pth.tar"));

    private void DeleteWhere(Func<int, bool, bool> condition)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var path in Directory.GetFiles(folder))
        {
            var match = GenerationName().Match(Path.GetFileName(path));
            if (match.Success
                && int.TryParse(match.Groups["epoch"].ValueSpan, CultureInfo.InvariantCulture, out var epoch)
                && condition(epoch, match.Groups["kind"].ValueSpan is "checkpoint"))
            {
                File.Delete(path);
            }
        }
    }

    [GeneratedRegex(@"^(?<kind>checkpoint|optimizer|progress)-(?<epoch>\d+)\.pth\.tar(\.writing)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex GenerationName();
}
