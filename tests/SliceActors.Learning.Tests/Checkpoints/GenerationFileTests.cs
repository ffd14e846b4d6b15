using System.Text.Json;
using SliceActors.Learning.Checkpoints;
using SliceActors.Learning.Logs;
using SliceActors.Learning.Objectives;
using SliceActors.Learning.Progress;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Tests.Checkpoints;

public sealed class GenerationFileTests
{
    [Fact]
    public void A_generation_is_read_back_as_it_was_written()
    {
        var predictions = new SetPredictions([0.25f, 1], [0.75f, 0], [1, 0], 0.1 + 0.2);
        var progress = new TrainingProgress
        {
            EpochsTrained = 7,
            Elapsed = TimeSpan.FromSeconds(12.345),
            EarlyStopping = new EarlyStopping(0.1, 2, true),
            Log = [new TrainingLogRow(0, 13, 1.5, 0.5, 0.7, 0.625, 0.6931471805599453)],
            Best = [new BestNetwork(Selection.BestLoss, 3, new EpochScore(0.6, 0.75), new FileSeal(5_000_000_000, "ab"), predictions, predictions)],
        };
        var written = new Generation(progress, new FileSeal(1, "cd"), new FileSeal(2, "ef"), new FileSeal(8, "01"));

        Assert.Equal(JsonSerializer.Serialize(written), JsonSerializer.Serialize(WrittenAndRead(written)));
    }

    [Fact]
    public void What_an_autoencoder_has_not_stays_absent()
    {
        var progress = new TrainingProgress
        {
            EpochsTrained = 1,
            Log = [new TrainingLogRow(0, 13, 1.5, null, 0.07, null, 0.06)],
            Best = [new BestNetwork(Selection.BestLoss, 0, new EpochScore(0.06, null), new FileSeal(5, "ab"), null, null)],
        };
        var written = new Generation(progress, new FileSeal(1, "cd"), new FileSeal(2, "ef"), null);

        Assert.Equal(JsonSerializer.Serialize(written), JsonSerializer.Serialize(WrittenAndRead(written)));
    }

    [Fact]
    public void The_start_of_early_stopping_is_kept() =>
        Assert.Equal(EarlyStopping.Start, WrittenAndRead(new Generation(TrainingProgress.Start, new FileSeal(1, ""), new FileSeal(2, ""), null)).Progress.EarlyStopping);

    private static Generation WrittenAndRead(Generation generation)
    {
        var path = Path.GetTempFileName();
        try
        {
            using (var stream = File.Create(path))
            {
                GenerationFile.Write(stream, generation);
            }

            return GenerationFile.Read(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
