using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Scoring.Estimates;
using SliceActors.Scoring.HeldOut;
using SliceActors.Scoring.Rows;
using SliceActors.Scoring.Subgroups;
using static SliceActors.Scoring.Tables.PredictionTableReader;

namespace SliceActors.Scoring.Tables;

/// <summary>Reads back what a screen shows of the tables of <see cref="ValidationSubgroupTables"/>.</summary>
public static class ValidationSubgroupReader
{
    private const string Expected = "a table as the end of a training writes it; slice-actors resume writes it again";

    /// <summary>Reads them. Of the figures only AUC and balanced accuracy are there.</summary>
    /// <param name="tree">The output folder.</param>
    /// <returns>Null where they are not there.</returns>
    /// <exception cref="BadInputException">One is damaged.</exception>
    public static SubgroupReport? Read(ResultTree tree)
    {
        var files = SubgroupTables.Files(tree, ValidationSubgroupTables.Prefix).ToList();
        if (!files.TrueForAll(File.Exists))
        {
            return null;
        }

        var findings = new List<Finding>();
        var subgroups = PredictionTableReader.Read(files[0], ["column", "group", "participants_1", "participants_0", "sessions", .. Bounds("auc"), .. Bounds("balanced_accuracy"), "auc_difference_p", "balanced_accuracy_difference_p"], Row, "the figures of a subgroup", Expected, findings);
        var confounds = PredictionTableReader.Read(files[1], [.. SubgroupTables.OfConfounds], Confounded, "a covariate and three numbers", Expected, findings);
        var answers = PredictionTableReader.Read(files[2], ["participant_id", "session_id", "true_label", "predicted_label", "proba1", "trainings", "wrong_trainings", "disagreeing_slices"], Answer, "the answer for a session", Expected, findings);
        return findings.Count > 0 ? throw new BadInputException(findings) : new SubgroupReport(
            [.. subgroups!.Select(row => row.Subgroup)],
            [.. subgroups!.GroupBy(row => row.Subgroup.Column).Select(column => new SubgroupTest(column.Key, column.First().AucP, column.First().AccuracyP))],
            [.. confounds!.Select(row => row.Value)],
            [.. answers!.Select(row => row.Value)]);
    }

    private static string[] Bounds(string figure) => [figure, $"{figure}_lower", $"{figure}_upper"];

    private static (Subgroup Subgroup, double AucP, double AccuracyP)? Row(string[] cells)
    {
        double?[] numbers = [.. cells[5..].Select(SliceEstimateTables.Number)];
        return Whole(cells[2]) is { } positives && Whole(cells[3]) is { } negatives && Whole(cells[4]) is { } sessions && !numbers.Contains(null)
            ? (new Subgroup(cells[0], cells[1], new HeldOutFigures(positives, negatives, sessions, [], ImageLevelFigures.None with { Auc = Figure(0), BalancedAccuracy = Figure(3) })), numbers[6]!.Value, numbers[7]!.Value)
            : null;

        Interval Figure(int first) => new(numbers[first]!.Value, numbers[first + 1]!.Value, numbers[first + 2]!.Value);
    }

    private static KeyValuePair<string, Confound>? Confounded(string[] cells) =>
        Whole(cells[1]) is { } people && SliceEstimateTables.Number(cells[2]) is { } explained && SliceEstimateTables.Number(cells[3]) is { } p
            ? new(cells[0], new Confound(cells[0], people, explained, p))
            : null;

    private static KeyValuePair<string, PersonalAnswer>? Answer(string[] cells) =>
        Label(cells[2]) is { } label && Label(cells[3]) is { } called && MeanProbability(cells[4]) is { } proba1 && Whole(cells[5]) is { } trainings && Whole(cells[6]) is { } wrong
        && SliceEstimateTables.Number(cells[7]) is { } disagreeing
            ? new(cells[0], new PersonalAnswer(new ImageLevelRow(cells[0], cells[1], label, called, 1 - proba1, proba1), trainings, wrong, disagreeing))
            : null;
}
