using SliceActors.Learning.Networks;
using SliceActors.Learning.Tests.Training;
using SliceActors.Learning.Training;
using SliceActors.Learning.Transfer;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Tests.Transfer;

public sealed class TransferStartTests : IDisposable
{
    private readonly TinyStudy study = new();
    private readonly SourceFolder source;

    public TransferStartTests()
    {
        study.Optimisation = study.Optimisation with { Epochs = 2 };
        source = new SourceFolder(Path.Combine(study.Root, "source"));
        using var network = SourceFolder.Network(NetworkType.Cnn);
        source.Write(SourceUnit, network);
    }

    private UnitId SourceUnit => new(study.Fold.Fold, null);

    private string SourceFile => source.Tree.Model(SourceUnit, Selection.BestLoss);

    public void Dispose() => study.Dispose();

    [Fact]
    public void A_unit_starts_from_its_source_and_gives_the_same_bytes_each_time()
    {
        var random = UnitResult.Of(study, "random");
        var first = Train(Job("a"));

        Assert.NotEqual(random.Models, first.Models);
        Assert.Equal(first, Train(Job("b")));
    }

    [Fact]
    public void A_source_is_needed_at_the_start_only()
    {
        var undisturbed = Train(Job("undisturbed"));
        var journal = new TestJournal { AfterEpoch = _ => throw new InvalidOperationException("the process dies") };
        var job = Job("resumed");
        Assert.Throws<InvalidOperationException>(() => study.Train(job, journal));
        File.Delete(SourceFile);
        journal.AfterEpoch = null;
        job = job with { Attempt = journal.Assign(), Checkpoints = [.. journal.Checkpoints] };

        Assert.Equal(undisturbed, UnitResult.Of(job, study.Train(job, journal)));
    }

    [Fact]
    public void A_source_that_changed_or_went_away_is_an_error_that_says_so()
    {
        var job = Job("a");
        using (var other = SourceFolder.Network(NetworkType.Cnn, seed: 9))
        {
            source.Write(SourceUnit, other);
        }

        var changed = Assert.Throws<IOException>(() => study.Train(job, new TestJournal()));
        Assert.StartsWith($"{SourceFile}, which this network starts from, was changed since the study was checked.", changed.Message, StringComparison.Ordinal);

        File.Delete(SourceFile);
        var gone = Assert.Throws<FileNotFoundException>(() => study.Train(job, new TestJournal()));
        Assert.StartsWith($"{SourceFile}, which this network starts from, is gone.", gone.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_note_of_the_source_that_was_changed_is_not_believed()
    {
        var job = Job("a");
        var note = Path.Combine(job.Tree.Bookkeeping, "transfer.json");
        var text = File.ReadAllText(note);
        foreach (var content in new[] { text.Replace("\"Cnn\"", "\"Autoencoder\"", StringComparison.Ordinal), "{", "null" })
        {
            File.WriteAllText(note, content);
            Assert.Contains("transfer.json was changed", Assert.Throws<IOException>(() => study.Train(job, new TestJournal())).Message, StringComparison.Ordinal);
        }
    }

    private UnitResult Train(TrainingJob job) => UnitResult.Of(job, study.Train(job, new TestJournal()));

    /// <summary>A job whose study was checked.</summary>
    private TrainingJob Job(string folder)
    {
        var findings = new List<Finding>();
        var manifest = TransferCheck.Check(ArchitectureTable.Find("ConvNet")!, new NetworkOptions(0), NetworkType.Multicnn, source.Of(NetworkType.Cnn), [SourceUnit], findings);
        Assert.Empty(findings);
        study.Network = study.Network with { TransferPath = "source", TransferSelection = Selection.BestLoss, TransferDigest = manifest!.Digest() };
        var job = study.Job(folder);
        manifest.Write(job.Tree);
        return job;
    }
}
