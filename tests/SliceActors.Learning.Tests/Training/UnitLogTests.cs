using SliceActors.Learning.Tests.Logs;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Tests.Training;

public sealed class UnitLogTests
{
    [Fact]
    public void Evaluations_are_logged_where_ClinicaDL_logs_them()
    {
        // 8 sessions of 5 slices, batch 3, evaluation every 4 iterations.
        using var study = new TinyStudy(trainSessions: 8, validationSessions: 2, slices: 5);
        study.Optimisation = study.Optimisation with { Epochs = 2, BatchSize = 3, EvaluationSteps = 4 };
        var job = study.Job("a");
        var journal = new TestJournal();

        study.Train(job, journal);

        var table = File.ReadAllLines(job.Results.TrainingTsv(job.Unit.Id)).Select(line => line.Split('\t')).ToList();
        Assert.Equal("epoch iteration time balanced_accuracy_train loss_train balanced_accuracy_valid loss_valid", string.Join(' ', table[0]));
        Assert.Equal(["0 3", "0 7", "0 11", "0 13", "1 3", "1 7", "1 11", "1 13"], table.Skip(1).Select(row => $"{row[0]} {row[1]}"));
        Assert.Equal(journal.Reports.Select(report => report.ValidationLoss), new[] { table[4], table[8] }.Select(row => double.Parse(row[6], null)));
        var times = table.Skip(1).Select(row => double.Parse(row[2], null)).ToList();
        Assert.Equal(times.Order(), times);
        foreach (var subset in Enum.GetValues<DataSubset>())
        {
            var file = Assert.Single(Directory.GetFiles(Path.Combine(job.Results.TensorBoard(job.Unit.Id), subset.Term())));
            var losses = EventFileReader.Read(file).Where(scalar => scalar.Tag == "loss").ToList();
            Assert.Equal([3, 7, 11, 14, 17, 21, 25, 28], losses.Select(scalar => scalar.Step));
            // Through the double that the digits stand for: read as a float at once, the mean of two floats may be rounded the other way.
            Assert.Equal(table.Skip(1).Select(row => (float)double.Parse(row[subset == DataSubset.Train ? 4 : 6], null)), losses.Select(scalar => scalar.Value));
        }
    }
}
