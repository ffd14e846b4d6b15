using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Results;
using SliceActors.EndToEnd.Tests.Studies;

namespace SliceActors.EndToEnd.Tests.Peer;

/// <summary>The program reads what Debian's Python wrote.</summary>
[Collection(UndisturbedRunsGroup.Name)]
public sealed class PythonWritesTests(UndisturbedRuns runs)
{
    [SkippableFact]
    public void Images_slices_tables_and_weights_in_both_containers_of_PyTorch_give_the_bytes_of_our_own()
    {
        const string Weights = """
            torch.manual_seed(1)
            net = classifier()
            torch.save(net.state_dict(), sys.argv[1] + "/zip.pth")
            torch.save({"model": net.state_dict(), "epoch": 3}, sys.argv[1] + "/legacy.pth", _use_new_zipfile_serialization=False)
            print(len(net.state_dict()))
            """;
        const string Data = """
            caps, labels = sys.argv[1:]
            for number, nifti in enumerate(sorted(glob.glob(caps + "/subjects/*/*/t1_linear/*.nii.gz"))):
                session, name = nifti.split("/t1_linear/")
                stem = name[:-len("_T1w.nii.gz")]
                image = torch.from_numpy(nibabel.load(nifti).get_fdata(dtype=numpy.float32).copy())[None]
                for folder in ("image_based", "slice_based"):
                    os.makedirs(f"{session}/deeplearning_prepare_data/{folder}/t1_linear")
                torch.save(image, f"{session}/deeplearning_prepare_data/image_based/t1_linear/{stem}_T1w.pt", _use_new_zipfile_serialization=number % 2 == 0)
                for s in range(image.shape[3]):
                    plane = image[0, :, :, s]
                    rgb = torch.stack([(plane - plane.min()) / (plane.max() - plane.min())] * 3)
                    torch.save(rgb, f"{session}/deeplearning_prepare_data/slice_based/t1_linear/{stem}_axis-axi_channel-rgb_slice-{s}_T1w.pt", _use_new_zipfile_serialization=s % 2 == 0)
                os.remove(nifti)
            for path in glob.glob(labels + "/**/*.tsv", recursive=True):
                table = pandas.read_csv(path, sep="\t")
                table["age"] = numpy.where(table.index % 2 == 0, numpy.nan, 70.25)
                table[["age", "diagnosis", "session_id", "participant_id"]].to_csv(path, sep="\t", index=False)
            print("written")
            """;
        using var study = new SmallStudy();
        var folder = Directory.CreateDirectory(study.NewOutput()).FullName;
        Assert.Equal("47", PeerScripts.Run(Weights, folder));
        var own = Train("zip.pth");
        Assert.Equal("written", PeerScripts.Run(Data, study.Caps, study.Labels));

        var images = Train("legacy.pth");
        var slices = Train("zip.pth", "--use_extracted_slices");

        foreach (var other in new[] { images, slices })
        {
            // Images are compared as they are used: the distance of two slices is not that of two volumes. The labels that Python wrote say nothing of age and sex.
            foreach (var file in (string[])["commandline.json", "leakage.tsv", "confounds-validation.tsv", "subgroups-validation.tsv"])
            {
                File.Copy(Path.Combine(own, file), Path.Combine(other, file), overwrite: true);
            }

            FolderSnapshot.AssertSameResults(own, other);
        }

        string Train(string weights, params string[] options)
        {
            var output = study.NewOutput();
            SliceActorsProgram.Run(study.Train("multicnn", output, ["--split", "0", "--epochs", "1", "--weights", Path.Combine(folder, weights), .. options])).Ended(0);
            return output;
        }
    }

    [SkippableTheory]
    [InlineData("cnn")]
    [InlineData("multicnn")]
    public void A_result_folder_that_ClinicaDL_would_write_is_applied_to_images(string networkType)
    {
        const string Write = """
            out, caps, labels, kind = sys.argv[1:]
            torch.manual_seed(2)
            for fold in (0, 1):
                nets = {}
                for s in (8, 9, 10):
                    if kind == "multicnn" or not nets:
                        net = classifier()
                        for module in net.features:
                            if isinstance(module, nn.BatchNorm2d):
                                nn.init.normal_(module.weight)
                        models = f"{out}/fold-{fold}/models/" + (f"cnn-{s - 8}/" if kind == "multicnn" else "") + "best_loss"
                        os.makedirs(models)
                        torch.save({"model": net.state_dict(), "epoch": 2, "valid_loss": numpy.float64(0.6), "valid_acc": 0.5}, models + "/model_best.pth.tar", _use_new_zipfile_serialization=fold == 0)
                    nets[s] = net
                rows = []
                for label in ("AD", "CN"):
                    for participant in pandas.read_csv(f"{labels}/validation_splits-2/split-{fold}/{label}_baseline.tsv", sep="\t").participant_id:
                        volume = voxels(caps, participant)
                        for s in (8, 9, 10):
                            p = probabilities(nets[s], [item(volume, s)])[0]
                            rows.append([participant, "ses-M00", s, int(label == "AD"), int(p[1] > p[0]), p[0], p[1]])
                tables = f"{out}/fold-{fold}/cnn_classification/best_loss"
                os.makedirs(tables)
                pandas.DataFrame(rows, columns=["participant_id", "session_id", "slice_id", "true_label", "predicted_label", "proba0", "proba1"]).to_csv(tables + "/validation_slice_level_prediction.tsv", index=False, sep="\t")
            json.dump({
                "logname": "clinicaDL.log", "version": False, "task": "train", "mode": "slice", "network_type": kind, "model": "ConvNet", "use_cpu": True, "nproc": 2, "batch_size": 2,
                "evaluation_steps": 0, "caps_dir": caps, "preprocessing": "t1-linear", "tsv_path": labels, "multi_cohort": False, "diagnoses": ["AD", "CN"], "baseline": False, "unnormalize": False,
                "data_augmentation": False, "sampler": "random", "n_splits": 2, "split": None, "epochs": 3, "learning_rate": 1e-4, "weight_decay": 1e-4, "dropout": 0, "patience": 0, "tolerance": 0.0,
                "accumulation_steps": 1, "slice_direction": 2, "discarded_slices": [8, 8], "use_extracted_slices": False, "transfer_learning_path": None,
                "transfer_learning_selection": "best_balanced_accuracy", "selection_threshold": 0.0}, open(out + "/commandline.json", "w"), indent=4)
            print("written")
            """;
        const string Compare = """
            out = sys.argv[1]
            for fold in (0, 1):
                tables = f"{out}/fold-{fold}/cnn_classification/best_loss"
                key = ["participant_id", "session_id", "slice_id"]
                theirs, ours = (pandas.read_csv(f"{tables}/{name}_slice_level_prediction.tsv", sep="\t").set_index(key).sort_index() for name in ("validation", f"again-{fold}"))
                assert theirs.index.equals(ours.index) and (theirs.true_label == ours.true_label).all()
                assert (theirs.proba1 - ours.proba1).abs().max() < 1e-4, (theirs.proba1, ours.proba1)
            print("the same")
            """;
        var results = Directory.CreateDirectory(runs.Study.NewOutput()).FullName;
        Assert.Equal("written", PeerScripts.Run(Write, results, runs.Study.Caps, runs.Study.Labels, networkType));

        foreach (var fold in new[] { 0, 1 })
        {
            SliceActorsProgram.Run(
                "predict", results, runs.Study.Caps, Path.Combine(runs.Study.Labels, "validation_splits-2", $"split-{fold}"), $"again-{fold}", "--selection_metrics", "loss", "-cpu", "--cache_dir", runs.Study.Cache).Ended(0);
        }

        Assert.Equal("the same", PeerScripts.Run(Compare, results));
    }
}
