using System.Globalization;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Scoring.Estimates;
using SliceActors.Screens;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Words;

/// <summary>What may be claimed of runs that were really trained.</summary>
[Collection(UndisturbedRunsGroup.Name)]
public sealed class EstimateTests(UndisturbedRuns runs)
{
    /// <summary>Leave-pair-out in plain words, of the files that a run leaves: no table of it, and no code of the program, is asked.</summary>
    private const string WorkOut = """
        import glob, math, sys
        import pandas, torch
        out = sys.argv[1]
        table = pandas.read_csv(out + "/estimate.tsv", sep="\t", dtype={"fold": str}).set_index(["estimate", "selection", "fold"])
        by_slice = pandas.read_csv(out + "/slices.tsv", sep="\t").set_index(["selection", "slice_id"])
        for selection in ("best_balanced_accuracy", "best_loss"):
            means, alone = [], {}
            for fold in ("0", "1"):
                rows = pandas.read_csv(f"{out}/fold-{fold}/cnn_classification/best_loss/validation_slice_level_prediction.tsv", sep="\t")
                n_slices = rows.slice_id.nunique()
                sessions = rows.drop_duplicates(["participant_id", "session_id"])
                who, label = list(sessions.participant_id), list(sessions.true_label)
                networks = []
                for path in sorted(glob.glob(f"{out}/fold-{fold}/models/**/predictions.pth.tar", recursive=True)):
                    kept = torch.load(path)["validation_by_epoch"]
                    networks.append(kept.reshape(kept.shape[0], len(who), -1, 2).double())
                positions = sorted(rows.slice_id.unique())
                won, right1, right0, pairs, of_slice = 0, 0, 0, 0, [0] * n_slices
                for a in [i for i in range(len(who)) if label[i] == 1]:
                    for b in [i for i in range(len(who)) if label[i] == 0]:
                        rest = [i for i in range(len(who)) if who[i] not in (who[a], who[b])]
                        def accuracy(p):
                            return sum(sum(float(int(x[1] > x[0]) == c) for i in rest if label[i] == c for x in p[i]) / sum(len(p[i]) for i in rest if label[i] == c) for c in (0, 1)) / 2
                        def loss(p):
                            return sum(-math.log(x[label[i]]) for i in rest for x in p[i]) / len(rest)
                        votes, scores = [], {a: [], b: []}
                        for network in networks:
                            p = [epoch.tolist() for epoch in network]
                            epochs = range(len(p))
                            best = min(epochs, key=lambda e: loss(p[e])) if selection == "best_loss" else max(epochs, key=lambda e: round(accuracy(p[e]), 12))
                            for s in range(len(p[best][0])):
                                votes.append(accuracy([[answers[s]] for answers in p[best]]))
                                for i in (a, b):
                                    scores[i].append(p[best][i][s][1])
                        votes = votes if sum(votes) > 0 else [1] * len(votes)
                        for s in range(n_slices):
                            of_slice[s] += 1 if scores[a][s] > scores[b][s] else 0.5 if scores[a][s] == scores[b][s] else 0
                        score = {i: sum(w * x for w, x in zip(votes, scores[i])) / sum(votes) for i in (a, b)}
                        won += 1 if score[a] > score[b] else 0.5 if score[a] == score[b] else 0
                        right1, right0, pairs = right1 + (score[a] > 0.5), right0 + (score[b] <= 0.5), pairs + 1
                for s in range(n_slices):
                    alone.setdefault(positions[s], []).append(of_slice[s] / pairs)
                means.append((won / pairs, (right1 + right0) / (2 * pairs)))
                row = table.loc["leave_pair_out", selection, fold]
                assert row.pairs == pairs and abs(row.auc - means[-1][0]) < 1e-9 and abs(row.balanced_accuracy - means[-1][1]) < 1e-9, (selection, fold, row, means)
            for position, folds in alone.items():
                row = by_slice.loc[selection, position]
                assert row.folds == 2 and abs(row.auc - sum(folds) / 2) < 1e-9 and row.auc_lower <= row.auc <= row.auc_upper, (selection, position, row, folds)
            row = table.loc["leave_pair_out", selection, "mean"]
            assert row.folds == 2 and abs(row.auc - (means[0][0] + means[1][0]) / 2) < 1e-9 and row.auc_lower < row.auc_upper, (selection, row, means)
        print("the same")
        """;

    [SkippableTheory]
    [InlineData("multicnn")]
    [InlineData("cnn")]
    public void Python_works_out_the_same_estimate_from_the_predictions(string networkType) =>
        Assert.Equal("the same", Python.Run("torch, pandas", WorkOut, networkType == "cnn" ? runs.Cnn : runs.Multicnn));

    [Fact]
    public void The_screen_begins_with_the_figure_of_the_table_that_is_to_be_published()
    {
        var said = runs.MulticnnSaid.OutputLines.ToList();
        var first = said.FindIndex(line => line.Contains("leave-pair-out:", StringComparison.Ordinal));
        var rows = File.ReadLines(Path.Combine(runs.Multicnn, "estimate.tsv")).Select(line => line.Split('\t')).ToList();

        Assert.True(first > 0 && first < said.FindIndex(line => line.Contains("train BA", StringComparison.Ordinal)));
        Assert.Equal(["leave_pair_out", "best_balanced_accuracy", "mean", "2"], rows[1][..4]);
        Assert.Contains(ClaimTable.Text(Figure("balanced_accuracy")), said[first], StringComparison.Ordinal);
        Assert.Contains(ClaimTable.Text(Figure("auc")), said[first], StringComparison.Ordinal);

        // The documented figures of the summary are those that are called by what they are.
        var summary = File.ReadLines(Path.Combine(runs.Multicnn, "summary.tsv")).Select(line => line.Split('\t')).Single(cells => cells[..3] is ["best_loss", "validation", "auc"]);
        var documented = rows.Single(cells => cells[..3] is ["selected_on_same_people", "best_loss", "mean"]);
        Assert.Equal(double.Parse(summary[4], CultureInfo.InvariantCulture), Number(documented, "auc"), 1e-12);

        Interval Figure(string name) => new(Number(rows[1], name), Number(rows[1], $"{name}_lower"), Number(rows[1], $"{name}_upper"));

        double Number(string[] cells, string column) => double.Parse(cells[Array.IndexOf(rows[0], column)], CultureInfo.InvariantCulture);
    }

    [Fact]
    public void A_finished_run_says_again_what_may_be_claimed()
    {
        var before = FolderSnapshot.All(runs.Multicnn);

        var said = SliceActorsProgram.Run(runs.Study.Resume(runs.Multicnn)).Ended(0).OutputLines;

        Assert.Contains(said, line => line.Contains("publish this", StringComparison.Ordinal));
        Assert.Equal(before[("estimate.tsv")], FolderSnapshot.All(runs.Multicnn)["estimate.tsv"]);
    }
}
