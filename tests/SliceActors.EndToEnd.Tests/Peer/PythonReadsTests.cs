using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;

namespace SliceActors.EndToEnd.Tests.Peer;

/// <summary>Debian's Python reads what the program writes, and finds the same numbers by its own means.</summary>
[Collection(UndisturbedRunsGroup.Name)]
public sealed class PythonReadsTests(UndisturbedRuns runs)
{
    [SkippableTheory]
    [InlineData("cnn")]
    [InlineData("multicnn")]
    public void Models_that_PyTorch_loads_predict_from_the_images_what_the_tables_say(string networkType)
    {
        const string Script = """
            out, caps = sys.argv[1:]
            seen = 0
            for fold in (0, 1):
                for selection in ("best_loss", "best_balanced_accuracy"):
                    table = pandas.read_csv(f"{out}/fold-{fold}/cnn_classification/{selection}/validation_slice_level_prediction.tsv", sep="\t")
                    assert list(table.columns) == ["participant_id", "session_id", "slice_id", "true_label", "predicted_label", "proba0", "proba1"]
                    for s, rows in table.groupby("slice_id"):
                        models = f"{out}/fold-{fold}/models/" + (f"cnn-{s - 8}/" if os.path.isdir(f"{out}/fold-{fold}/models/cnn-0") else "")
                        saved = torch.load(f"{models}{selection}/model_best.pth.tar", weights_only=True)
                        net = classifier()
                        net.load_state_dict(saved["model"])
                        expected = probabilities(net, [item(voxels(caps, participant), s) for participant in rows.participant_id])
                        assert numpy.abs(expected[:, 1] - rows.proba1).max() < 1e-4 and numpy.abs(expected[:, 0] - rows.proba0).max() < 1e-4, (fold, selection, s)
                        seen += len(rows)
            print(seen)
            """;

        Assert.Equal($"{2 * 2 * 6 * 3}", PeerScripts.Run(Script, networkType == "cnn" ? runs.Cnn : runs.Multicnn, runs.Study.Caps));
    }

    [SkippableTheory]
    [InlineData("cnn")]
    [InlineData("multicnn")]
    [InlineData("autoencoder")]
    public void The_checkpoint_and_the_optimizer_of_an_unfinished_network_go_on_in_PyTorch(string networkType)
    {
        const string Script = """
            out, build = sys.argv[1], autoencoder if sys.argv[2] == "autoencoder" else classifier
            epochs = [path.replace("progress-", "%s-") for path in glob.glob(out + "/.slice-actors/work/**/progress-*.pth.tar", recursive=True)]
            epochs = [path for path in epochs if all(os.path.exists(path % kind) for kind in ("checkpoint", "optimizer"))]
            assert epochs
            for path in epochs:
                torch.load(path % "progress")
                net, saved, kept = build(), torch.load(path % "checkpoint", weights_only=True), torch.load(path % "optimizer")
                net.load_state_dict(saved["model"])
                assert saved["epoch"] == kept["epoch"] == int(path.split("-")[-1].split(".")[0]) and kept["name"] == "Adam"
                adam = torch.optim.Adam(net.parameters())
                adam.load_state_dict(kept["optimizer"])
                assert len(adam.state) == len(list(net.parameters())) and all(state["exp_avg"].shape == p.shape for p, state in adam.state.items())
                assert adam.param_groups[0]["lr"] == 1e-3
                if build is classifier:
                    nn.functional.cross_entropy(net.classifier(net.features(torch.rand(2, 1, 224, 224))), torch.tensor([0, 1])).backward()
                    adam.step()
            assert json.load(open(out + "/.slice-actors/run.json"))
            print("gone on")
            """;
        var output = runs.Study.NewOutput();
        using (var program = SliceActorsProgram.Start(runs.Study.Train(networkType, output, "--epochs", "100")))
        {
            Assert.True(program.WaitUntil(() => Checkpoints.InTraining(output, "checkpoints", "progress-1.pth.tar").Count > 0));
            program.Kill();
        }

        Assert.Equal("gone on", PeerScripts.Run(Script, output, networkType));
    }

    [SkippableFact]
    public void Pandas_nibabel_and_json_read_what_the_commands_leave_from_images_to_predictions()
    {
        const string Script = """
            root, results = sys.argv[1:]
            files = [os.path.join(folder, name) for folder, _, names in os.walk(root) for name in names]
            name_of = os.path.basename
            for path in files:
                if path.endswith(".tsv"):
                    table = pandas.read_csv(path, sep="\t")
                    assert (len(table) > 0 or name_of(path) in ("confounds-test.tsv", "subgroups-test.tsv", "confounds-validation.tsv", "subgroups-validation.tsv")) and len(table.columns) > 1 and not any(name.startswith("Unnamed") for name in table.columns), path
                elif path.endswith(".json"):
                    assert json.load(open(path)), path
                elif path.endswith(".nii.gz"):
                    image = nibabel.load(path)
                    assert image.shape == (18, 22, 19) and numpy.isfinite(image.get_fdata()).all() and image.affine[3].tolist() == [0, 0, 0, 1], path
            people = lambda path: set(pandas.read_csv(f"{root}/labels/{path}", sep="\t").participant_id)
            for label in ("AD", "CN"):
                train, test = people(f"train/{label}.tsv"), people(f"test/{label}_baseline.tsv")
                folds = [people(f"train/validation_splits-2/split-{fold}/{label}_baseline.tsv") for fold in (0, 1)]
                assert len(train) == 4 and len(test) == 2 and not train & test and folds[0] | folds[1] == train and not folds[0] & folds[1], label
                assert all(people(f"train/train_splits-2/split-{fold}/{label}.tsv") == train - folds[fold] for fold in (0, 1))
            options = json.load(open(results + "/commandline.json"))
            assert options["model"] == "ConvNet" and options["n_splits"] == 2 and options["discarded_slices"] == [7, 8] and options["caps_dir"] == root, options
            asked = json.load(open(results + "/commandline_predict-test.json"))
            assert asked["tsv_path"] == root + "/labels/test", asked
            mean, folds = (pandas.read_csv(path, sep="\t") for path in (f"{results}/ensemble/best_loss/test_image_level_prediction.tsv", f"{results}/fold-1/cnn_classification/best_loss/test_image_level_prediction.tsv"))
            assert list(mean.columns) == list(folds.columns) == ["participant_id", "session_id", "true_label", "predicted_label", "proba0", "proba1"] and len(mean) == 4
            wrong = pandas.read_csv(results + "/fold-0/cnn_classification/best_loss/test_image_level_extended_metrics.tsv", sep="\t").set_index("metric")
            assert {"auc", "average_precision", "brier_score", "expected_calibration_error"} == set(wrong.index) and wrong.columns[0] == "value", wrong
            print(sum(path.endswith(".nii.gz") for path in files), "images,", sum(path.endswith(".json") for path in files), "JSON files")
            """;
        var root = runs.Study.NewOutput();
        var (labels, results) = (Path.Combine(root, "labels"), Path.Combine(root, "results"));
        SliceActorsProgram.Run("generate", "random", runs.Study.Caps, "t1-linear", root, "--n_subjects", "6").Ended(0);
        SliceActorsProgram.Run("tsvtool", "getlabels", Path.Combine(root, "data.tsv"), Path.Combine(root, "missing_mods"), labels, "--modality", "synthetic").Ended(0);
        SliceActorsProgram.Run("tsvtool", "split", labels, "--n_test", "2").Ended(0);
        SliceActorsProgram.Run("tsvtool", "kfold", Path.Combine(labels, "train"), "--n_splits", "2").Ended(0);
        SliceActorsProgram.Run(
            "train", "slice", "cnn", root, "t1-linear", Path.Combine(labels, "train"), results, "ConvNet", "--n_splits", "2", "-sd", "2", "--discarded_slices", "7", "8", "--epochs", "1", "-cpu",
            "--cache_dir", runs.Study.Cache).Ended(0);
        SliceActorsProgram.Run("predict", results, root, Path.Combine(labels, "test"), "test", "-cpu", "--cache_dir", runs.Study.Cache).Ended(0);

        // generate, getlabels, split, kfold, train, its run file, predict.
        Assert.Equal("14 images, 7 JSON files", PeerScripts.Run(Script, root, results));
    }
}
