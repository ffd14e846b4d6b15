using SliceActors.Cohorts.Tables;
using SliceActors.Runs.Specs;

namespace SliceActors.Cohorts.TsvTool;

/// <summary>What was made of a folder of label lists already. Its lists still name everybody, those who are held out as well.</summary>
/// <param name="Folder">The folder.</param>
internal sealed record DividedFolder(string Folder)
{
    private const string Folds = "_splits-";

    /// <summary>The lists of those who are not held out.</summary>
    public string Train { get; } = Path.Combine(Folder, DataSubset.Train.Term());

    /// <summary>Whether <c>tsvtool split</c> has made <see cref="Train"/>.</summary>
    public bool HasTrain => HasBaselines(Train);

    /// <summary>Sets of people whom <c>tsvtool split</c> has held out, such as <c>test</c>, sorted (ordinal). Nobody of <c>validation</c> is: epochs are chosen by it.</summary>
    public IReadOnlyList<string> HeldOut() =>
        [.. Subfolders("*").Where(HasBaselines).Select(set => Path.GetFileName(set)!).Where(name => name != DataSubset.Train.Term() && name != DataSubset.Validation.Term())];

    /// <summary>Sets of folds that <c>tsvtool kfold</c> has made, such as <c>train_splits-5</c>, sorted (ordinal).</summary>
    public IReadOnlyList<string> FoldSets() => [.. Subfolders("*" + Folds + "*").Select(set => Path.GetFileName(set)!)];

    /// <summary>The numbers of folds of a set that <c>tsvtool kfold</c> has made, sorted (ordinal).</summary>
    public IReadOnlyList<string> FoldCounts(DataSubset subset) =>
        [.. Subfolders(subset.Term() + Folds + "*").Select(set => Path.GetFileName(set)![(subset.Term() + Folds).Length..])];

    /// <summary>The folder whose <see cref="Train"/> this one is; null when it is none.</summary>
    public DividedFolder? DrawnFrom()
    {
        var folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(Folder));
        return Path.GetFileName(folder) == DataSubset.Train.Term() ? new DividedFolder(Path.GetDirectoryName(folder)!) : null;
    }

    /// <summary>What <see cref="Train"/> was divided into since, folds or a single split: its folders, and who is in them.</summary>
    public IReadOnlyDictionary<string, HashSet<string>> DividedFurther() => !HasTrain
        ? new Dictionary<string, HashSet<string>>()
        : Directory.GetDirectories(Train).Order(StringComparer.Ordinal).ToDictionary(set => set, set => ParticipantsOf(set, SearchOption.AllDirectories), StringComparer.Ordinal);

    /// <summary>Who is in one of its sets.</summary>
    public HashSet<string> ParticipantsOf(string set) => ParticipantsOf(Path.Combine(Folder, set), SearchOption.TopDirectoryOnly);

    // What is wrong with these tables says who reads them for what they are.
    private static HashSet<string> ParticipantsOf(string folder, SearchOption depth) => Directory.GetFiles(folder, "*_baseline.tsv", depth)
        .Select(file => TsvTable.Read(file, [SessionColumns.Participant], [])).OfType<TsvTable>()
        .SelectMany(table => table.Rows.Select(row => row.Cells[table.IndexOf(SessionColumns.Participant)])).ToHashSet(StringComparer.Ordinal);

    private IEnumerable<string> Subfolders(string pattern) =>
        Directory.Exists(Folder) ? Directory.GetDirectories(Folder, pattern).Order(StringComparer.Ordinal) : [];

    private static bool HasBaselines(string folder) => Directory.Exists(folder) && Directory.EnumerateFiles(folder, "*_baseline.tsv").Any();
}
