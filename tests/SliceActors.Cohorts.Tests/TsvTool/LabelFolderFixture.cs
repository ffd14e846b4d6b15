using SliceActors.Cohorts.TsvTool;
using SliceActors.Runs.Errors;

namespace SliceActors.Cohorts.Tests.TsvTool;

/// <summary>A temporary folder with label lists, and what the tools say about it.</summary>
internal sealed class LabelFolderFixture : IDisposable
{
    public const string Header = "participant_id\tsession_id\tdiagnosis\tage\tsex\n";
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("label-folder-");

    public string Root => root.FullName;

    public List<Finding> Findings { get; } = [];

    public List<string> Warnings { get; } = [];

    /// <summary>The findings with paths below the root.</summary>
    public IEnumerable<string> Found => Findings.Select(finding => finding.ToString().Replace(Root + "/", "", StringComparison.Ordinal));

    public void Dispose() => root.Delete(recursive: true);

    public void Write(string path, string content)
    {
        var file = new FileInfo(Path.Combine(Root, path));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, content);
    }

    /// <summary>A list of participants with a session each; ages from 60 in steps of a year, the sexes in turns.</summary>
    public void WriteList(string label, int participants, int first = 1) => Write(
        $"{label}.tsv",
        Header + string.Concat(Enumerable.Range(first, participants).Select(i => $"sub-{label}{i:000}\tses-M00\t{label}\t{60 + i}\t{(i % 2 == 0 ? "M" : "F")}\n")));

    public PlannedTree Split(Func<SplitOptions, SplitOptions> with) => SplitTool.Plan(with(new SplitOptions { FormattedDataPath = Root }), Findings, Warnings);

    public PlannedTree KFold(Func<KFoldOptions, KFoldOptions> with) => KFoldTool.Plan(with(new KFoldOptions { FormattedDataPath = Root }), Findings, Warnings);

    /// <summary>The participants of a planned table, in its order.</summary>
    public static string[] Participants(PlannedTree tree, string path) => [.. Rows(tree, path).Select(row => row.Split('\t')[0])];

    /// <summary>The rows of a planned table without its header.</summary>
    public static string[] Rows(PlannedTree tree, string path) => tree.Tables.Single(table => table.Path == path).Text.TrimEnd('\n').Split('\n')[1..];
}
