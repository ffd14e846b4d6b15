using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.States;

namespace SliceActors.Studies.Journals;

/// <summary>
/// The networks that have files in a result folder. A network is trained after the journal has given it away, so a file of a network that the journal
/// knows nothing of says that the journal has lost events.
/// </summary>
internal sealed class BegunNetworks
{
    private readonly List<string> folders;

    private BegunNetworks(List<string> folders) => this.folders = folders;

    /// <summary>Looks for them; before the journal is read, for a run that is at work begins more.</summary>
    public static BegunNetworks In(ResultTree tree)
    {
        var folds = Subfolders(tree.Root, "fold-*");
        var models = folds.SelectMany(fold => Subfolders(fold, "models")).ToList();
        return new BegunNetworks([.. folds.Concat(models).Concat(models.SelectMany(folder => Subfolders(folder, "cnn-*"))).Where(HoldsFiles)]);
    }

    /// <summary>The first folder with files of a network that was never given to anybody; null when there is none.</summary>
    public string? UnknownTo(RunState state, ResultTree tree) => state.Submission is null
        ? folders.FirstOrDefault()
        : state.Units.Values.Where(unit => unit.Attempt == Attempt.None).Select(unit => tree.Models(unit.Unit.Id)).FirstOrDefault(folders.Contains);

    private static List<string> Subfolders(string folder, string pattern) =>
        Directory.Exists(folder) ? [.. Directory.EnumerateDirectories(folder, pattern).Order(StringComparer.Ordinal)] : [];

    private static bool HoldsFiles(string folder) => Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Any();
}
