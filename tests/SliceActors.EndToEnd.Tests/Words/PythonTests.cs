using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Words;

[Collection(UndisturbedRunsGroup.Name)]
public sealed class PythonTests(UndisturbedRuns runs)
{
    private const string ReadEverything = """
        import glob, inspect, json, sys
        import pandas, torch
        out = sys.argv[1]
        options = json.load(open(out + "/commandline.json"))
        assert options["network_type"] == "multicnn" and options["model"] == "ConvNet" and options["seed"] == 7, options
        tables = glob.glob(out + "/**/*.tsv", recursive=True)
        for path in tables:
            table = pandas.read_csv(path, sep="\t")
            assert len(table) > 0 and len(table.columns) > 1 and not any(name.startswith("Unnamed") for name in table.columns), path
        predictions = pandas.read_csv(out + "/fold-0/cnn_classification/best_loss/train_slice_level_prediction.tsv", sep="\t")
        assert sorted(predictions.slice_id.unique()) == [8, 9, 10], predictions
        assert ((predictions.proba0 + predictions.proba1 - 1).abs() < 1e-6).all(), predictions
        log = pandas.read_csv(out + "/fold-1/tensorboard_logs/cnn-2/training.tsv", sep="\t")
        assert list(log.epoch) == [0, 1, 2, 3] and (log.loss_train > 0).all(), log
        summary = pandas.read_csv(out + "/summary.tsv", sep="\t").set_index(["selection", "set", "metric"])
        for (selection, subset, metric), row in summary.iterrows():
            kind, column = ("extended_metrics", "value") if metric in ("auc", "average_precision", "brier_score", "expected_calibration_error") else ("metrics", metric)
            folds = [pandas.read_csv(f"{out}/fold-{fold}/cnn_classification/{selection}/{subset}_image_level_{kind}.tsv", sep="\t") for fold in (0, 1)]
            values = pandas.Series([(fold.set_index("metric").loc[metric, column] if kind == "extended_metrics" else fold[column][0]) for fold in folds])
            assert row.folds == 2 and abs(row["mean"] - values.mean()) < 1e-12 and abs(row.standard_deviation - values.std()) < 1e-12, (selection, subset, metric)
        assert len(summary) == 40, summary
        strict = {"weights_only": True} if "weights_only" in inspect.signature(torch.load).parameters else {}
        models = glob.glob(out + "/fold-*/models/cnn-*/best_*/model_best.pth.tar")
        for path in models:
            model = torch.load(path, **strict)
            assert list(model) == ["model", "epoch", "valid_loss", "valid_acc"], (path, list(model))
            assert all(torch.is_tensor(value) for value in model["model"].values()), path
            assert all(torch.isfinite(value.float()).all() for value in model["model"].values()), path
        kept = glob.glob(out + "/fold-*/models/cnn-*/predictions.pth.tar")
        for path in kept:
            fold, network = path.split("/fold-")[1].split("/")[0], int(path.split("cnn-")[1].split("/")[0])
            file = torch.load(path, **strict)
            by_epoch = file["validation_by_epoch"]
            assert by_epoch.shape[0] == 4 and by_epoch.shape[2] == 2, (path, by_epoch.shape)
            for best in file["best"]:
                for subset in ("train", "validation"):
                    table = pandas.read_csv(f"{out}/fold-{fold}/cnn_classification/{best['selection']}/{subset}_slice_level_prediction.tsv", sep="\t")
                    table = table[table.slice_id == network + 8]
                    assert (torch.tensor(table.proba1.values, dtype=torch.float32) == best[subset]["proba1"]).all(), (path, best["selection"], subset)
                    assert list(table.predicted_label) == best[subset]["predicted_label"].tolist()
                assert (by_epoch[best["epoch"], :, 1] == best["validation"]["proba1"]).all() and (by_epoch[best["epoch"], :, 0] == best["validation"]["proba0"]).all(), path
        print(len(tables), "tables,", len(models), "models,", len(kept), "files of predictions")
        """;

    [SkippableFact]
    public void Python_reads_every_table_model_and_option()
    {
        // Per fold: 2 selections of 12 tables, the slices, the last epoch and 3 training logs; 3 networks of 2 selections. One summary, one estimate, the slices, curves and flow, three of whom it fails on.
        Assert.Equal("68 tables, 12 models, 6 files of predictions", Python.Run("torch, pandas", ReadEverything, runs.Multicnn));
    }

    [Fact]
    public void The_result_tree_is_the_one_that_readers_know_and_nothing_else()
    {
        string[] tables =
        [
            .. from selection in new[] { "best_balanced_accuracy", "best_loss" }
               from set in new[] { "train", "validation" }
               from level in new[] { "slice", "image" }
               from kind in new[] { "metrics", "extended_metrics", "prediction" }
               select $"cnn_classification/{selection}/{set}_{level}_level_{kind}.tsv",
            "cnn_classification/last_epoch.tsv",
            "cnn_classification/slices.tsv",
        ];
        string[] networks =
        [
            .. from network in Enumerable.Range(0, 3)
               from file in new[] { $"models/cnn-{network}/best_balanced_accuracy/model_best.pth.tar", $"models/cnn-{network}/best_loss/model_best.pth.tar", $"models/cnn-{network}/predictions.pth.tar", $"tensorboard_logs/cnn-{network}/training.tsv" }
               select file,
        ];
        string[] expected =
        [
            "commandline.json", "confounds-validation.tsv", "environment.txt", "estimate.tsv", "leakage.tsv", "people-validation.tsv", "slices.tsv", "subgroups-validation.tsv", "summary.tsv",
            .. from fold in Enumerable.Range(0, 2) from file in tables.Concat(networks) select $"fold-{fold}/{file}",
        ];

        Assert.Equal(expected.Order(StringComparer.Ordinal), FolderSnapshot.Results(runs.Multicnn).Keys.Order(StringComparer.Ordinal));
        Assert.Contains("Fold 1: 3 networks done, tables written.", runs.MulticnnSaid.OutputLines);
    }
}
