using System.Globalization;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.States;

namespace SliceActors.Studies.Journals;

/// <summary>
/// The networks that have files in a result folder. A network is trained after the journal has given it away, so a file of a network, or the folder of an
/// attempt, that the journal knows nothing of says that the journal has lost events.
/// </summary>
internal sealed class BegunNetworks
{
    private const string AttemptPrefix = "attempt-";

    private readonly List<string> folders;
    private readonly List<string> attempts;

    private BegunNetworks(List<string> folders, List<string> attempts) => (this.folders, this.attempts) = (folders, attempts);

    /// <summary>Looks for them; before the journal is read, for a run that is at work begins more.</summary>
    public static BegunNetworks In(ResultTree tree)
    {
        var folds = Subfolders(tree.Root, "fold-*");
        var models = folds.SelectMany(fold => Subfolders(fold, "models")).ToList();
        var work = Subfolders(tree.Work, "fold-*");
        return new BegunNetworks(
            [.. folds.Concat(models).Concat(models.SelectMany(folder => Subfolders(folder, "cnn-*"))).Where(HoldsFiles)],
            [.. work.Concat(work.SelectMany(fold => Subfolders(fold, "cnn-*"))).SelectMany(unit => Subfolders(unit, AttemptPrefix + "*"))]);
    }

    /// <summary>The first folder with files of a network that was never given to anybody, or of an attempt that came later; null when there is none.</summary>
    public string? UnknownTo(RunState state, ResultTree tree) => state.Submission is null
        ? folders.Concat(attempts).FirstOrDefault()
        : state.Units.Values.Where(unit => unit.Attempt == Attempt.None).Select(unit => tree.Models(unit.Unit.Id)).FirstOrDefault(folders.Contains)
            ?? state.Units.Values.Select(unit => Later(tree.WorkOf(unit.Unit.Id), unit.Attempt)).FirstOrDefault(later => later is not null);

    private string? Later(string unit, Attempt attempt) => attempts.FirstOrDefault(folder =>
        Path.GetDirectoryName(folder) == unit
        && int.TryParse(Path.GetFileName(folder.AsSpan())[AttemptPrefix.Length..], CultureInfo.InvariantCulture, out var number) && number > attempt.Value);

    private static List<string> Subfolders(string folder, string pattern) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder, pattern).Order(StringComparer.Ordinal)] : [];

    private static bool HoldsFiles(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any();
}
