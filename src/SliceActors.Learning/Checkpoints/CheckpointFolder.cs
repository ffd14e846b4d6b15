using System.Globalization;
using System.Text.RegularExpressions;

namespace SliceActors.Learning.Checkpoints;

/// <summary>
/// The checkpoint generations of one unit. After epoch e: <c>checkpoint-e.pth.tar</c> holds the network, <c>optimizer-e.pth.tar</c> its optimizer and
/// <c>progress-e.pth.tar</c> everything else, the seals of the other two included. Deletes files with these names only.
/// </summary>
/// <param name="folder">Folder of the unit's models.</param>
internal sealed partial class CheckpointFolder(string folder)
{
    /// <summary>File of the network after an epoch; a best epoch's becomes the model file.</summary>
    public string Network(int epoch) => Name("checkpoint", epoch);

    /// <summary>File of the optimizer after an epoch.</summary>
    public string Optimizer(int epoch) => Name("optimizer", epoch);

    /// <summary>File of the progress after an epoch.</summary>
    public string Progress(int epoch) => Name("progress", epoch);

    /// <summary>Deletes what is left of epochs that the journal does not know, and of files that were being written.</summary>
    /// <param name="epoch">The last epoch that counts; −1 = none does.</param>
    public void DeleteAfter(int epoch) => DeleteWhere((of, isNetwork, unfinished) => unfinished || of > epoch);

    /// <summary>Deletes all generations but those named.</summary>
    /// <param name="generations">Epochs whose files stay.</param>
    /// <param name="networks">Further epochs whose networks stay, because they are the best.</param>
    public void KeepOnly(IReadOnlySet<int> generations, IReadOnlySet<int> networks) =>
        DeleteWhere((epoch, isNetwork, unfinished) => !generations.Contains(epoch) && (!isNetwork || !networks.Contains(epoch)));

    /// <summary>Deletes all generations.</summary>
    public void DeleteAll() => DeleteWhere((epoch, isNetwork, unfinished) => true);

    private string Name(string kind, int epoch) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{kind}-{epoch}.pth.tar"));

    private void DeleteWhere(Func<int, bool, bool, bool> condition)
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
                && condition(epoch, match.Groups["kind"].ValueSpan is "checkpoint", match.Groups["unfinished"].Success))
            {
                File.Delete(path);
            }
        }
    }

    [GeneratedRegex(@"^(?<kind>checkpoint|optimizer|progress)-(?<epoch>\d+)\.pth\.tar(?<unfinished>\.writing)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex GenerationName();
}
