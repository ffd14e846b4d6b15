using System.Collections.Immutable;
using SliceActors.Cohorts.Reading;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;

namespace SliceActors.Cohorts.Tests.Reading;

/// <summary>A tree of diagnosis files in a temporary folder: sound at first, for tests to spoil.</summary>
internal sealed class LabelTreeFixture : IDisposable
{
    public const string Header = "participant_id\tsession_id\tdiagnosis\n";
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("label-tree-");

    public LabelTreeFixture(string train = "train", string validation = "validation")
    {
        Write($"{train}/AD.tsv", Header + "sub-01\tses-M00\tAD\nsub-01\tses-M12\tAD\n");
        Write($"{train}/CN.tsv", Header + "sub-02\tses-M00\tCN\n");
        Write($"{train}/AD_baseline.tsv", Header + "sub-01\tses-M00\tAD\n");
        Write($"{train}/CN_baseline.tsv", Header + "sub-02\tses-M00\tCN\n");
        Write($"{validation}/AD_baseline.tsv", Header + "sub-03\tses-M00\tAD\n");
        Write($"{validation}/CN_baseline.tsv", Header + "sub-04\tses-M00\tCN\n");
        Data = new DataSpec { CapsDirectory = "caps", Preprocessing = Preprocessing.T1Linear, TsvPath = root.FullName };
    }

    public DataSpec Data { get; set; }

    public string Root => root.FullName;

    public List<string> Warnings { get; } = [];

    public void Dispose() => root.Delete(recursive: true);

    public void Write(string path, string content)
    {
        var file = new FileInfo(Path.Combine(Root, path));
        file.Directory!.Create();
        File.WriteAllText(file.FullName, content);
    }

    public void Delete(string path) => File.Delete(Path.Combine(Root, path));

    public void Move(string from, string to) => Directory.Move(Path.Combine(Root, from), Path.Combine(Root, to));

    /// <summary>Reads the tree, which must be sound.</summary>
    public ImmutableArray<FoldSessions> Read()
    {
        var findings = new List<Finding>();
        var folds = CohortReader.Read(Data, findings, Warnings);
        Assert.Empty(findings);
        return folds;
    }

    /// <summary>Reads the tree and tells what is wrong with it, with paths below its root.</summary>
    public List<string> Findings()
    {
        var findings = new List<Finding>();
        CohortReader.Read(Data, findings, Warnings);
        return [.. findings.Select(finding => finding.ToString().Replace(Root + "/", "", StringComparison.Ordinal))];
    }
}
