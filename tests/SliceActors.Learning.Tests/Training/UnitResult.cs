using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using SliceActors.Learning.Training;
using SliceActors.Runs.Outcomes;

namespace SliceActors.Learning.Tests.Training;

/// <summary>All that a unit leaves behind, but for the times: two results are equal when their bytes are.</summary>
internal sealed record UnitResult(string Outcome, string Models, string Log)
{
    private static readonly JsonSerializerOptions WithNaN = new() { NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals };

    public static UnitResult Of(TinyStudy study, string folder, int network = 3)
    {
        var job = study.Job(folder, network: network);
        return Of(job, study.Train(job, new TestJournal()));
    }

    public static UnitResult Of(TrainingJob job, UnitPredictions outcome) => new(
        JsonSerializer.Serialize(outcome, WithNaN),
        string.Join(' ', Files(job).Select(Digest)),
        string.Join('\n', File.ReadLines(job.Results.TrainingTsv(job.Unit.Id)).Select(WithoutTime)));

    /// <summary>Epoch and iteration of each row of <c>training.tsv</c>.</summary>
    public IEnumerable<string> LogKeys() => Log.Split('\n').Skip(1).Select(line => string.Join(' ', line.Split('\t').Take(2)));

    private static IEnumerable<string> Files(TrainingJob job) =>
        Directory.GetFiles(job.Results.Models(job.Unit.Id), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

    private static string Digest(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));

    private static string WithoutTime(string line)
    {
        var cells = line.Split('\t').ToList();
        cells.RemoveAt(2);
        return string.Join('\t', cells);
    }
}
