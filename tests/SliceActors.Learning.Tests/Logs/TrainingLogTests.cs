using System.Globalization;
using SliceActors.Learning.Logs;

namespace SliceActors.Learning.Tests.Logs;

public class TrainingLogTests
{
    [Fact]
    public void A_log_of_a_classifier_is_written_byte_for_byte_as_ClinicaDL_writes_it()
    {
        var expected = Golden("training_cnn.tsv");
        var rows = Cells(expected).Select(cells =>
            new TrainingLogRow(Int(cells[0]), Int(cells[1]), Real(cells[2]), Real(cells[3]), Real(cells[4]), Real(cells[5]), Real(cells[6])));
        Assert.Equal(expected, TrainingLog.Format([.. rows]));
    }

    [Fact]
    public void A_log_of_an_autoencoder_is_written_byte_for_byte_as_ClinicaDL_writes_it()
    {
        var expected = Golden("training_autoencoder.tsv");
        var rows = Cells(expected).Select(cells =>
            new TrainingLogRow(Int(cells[0]), Int(cells[1]), Real(cells[2]), null, Real(cells[3]), null, Real(cells[4])));
        Assert.Equal(expected, TrainingLog.Format([.. rows]));
    }

    [Fact]
    public void Whole_and_small_numbers_look_as_in_Python_and_NaN_leaves_its_cell_empty() => Assert.Equal(
        "epoch\titeration\ttime\tbalanced_accuracy_train\tloss_train\tbalanced_accuracy_valid\tloss_valid\n3\t17\t12.0\t1.0\t1e-05\t0.0\t\n",
        TrainingLog.Format([new TrainingLogRow(3, 17, 12, 1, 1e-5, 0, double.NaN)]));

    [Fact]
    public void A_log_is_replaced_as_a_whole()
    {
        var path = Path.Combine(Path.GetTempPath(), $"slice-actors-{Guid.NewGuid():N}", "fold-0", "training.tsv");
        var row = new TrainingLogRow(0, 1, 2, null, 3, null, 4);
        TrainingLog.Write(path, [row, row with { Epoch = 1 }]);
        TrainingLog.Write(path, [row]);
        Assert.Equal("epoch\titeration\ttime\tloss_train\tloss_valid\n0\t1\t2.0\t3.0\t4.0\n", File.ReadAllText(path));
        Directory.Delete(Path.GetDirectoryName(Path.GetDirectoryName(path))!, recursive: true);
    }

    [Fact]
    public void Rows_with_and_without_accuracy_do_not_mix()
    {
        var row = new TrainingLogRow(0, 1, 2, 0.5, 3, 0.5, 4);
        Assert.Throws<ArgumentException>(() => TrainingLog.Format([row, row with { BalancedAccuracyTrain = null, BalancedAccuracyValidation = null }]));
        Assert.Throws<ArgumentException>(() => TrainingLog.Format([row with { BalancedAccuracyValidation = null }]));
        Assert.Throws<ArgumentException>(() => TrainingLog.Format([]));
    }

    private static string Golden(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "logs", file));

    private static IEnumerable<string[]> Cells(string table) => table.TrimEnd('\n').Split('\n').Skip(1).Select(line => line.Split('\t'));

    private static int Int(string cell) => int.Parse(cell, CultureInfo.InvariantCulture);

    private static double Real(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);
}
