using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Prediction;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Prediction;

public sealed class MapsPredictionTests : IDisposable
{
    private const float Tolerance = 1e-5f;
    private readonly TinyCaps caps = new();
    private readonly TemporaryFolder folder = new();

    private string Maps => folder.File("maps");

    public void Dispose()
    {
        caps.Dispose();
        folder.Dispose();
    }

    [SkippableTheory]
    [InlineData("Conv5_FC3", 3, "single")]
    [InlineData("Conv4_FC3", 1, "single")]
    [InlineData("Conv5_FC3", 3, "multi")]
    [InlineData("resnet18", 3, "single")]
    [InlineData("Conv5_FC3", 3, "first")]
    public void Networks_of_ClinicaDL_1_answer_for_new_images_as_in_PyTorch(string name, int channels, string kind)
    {
        var peer = WriteMaps(name, channels, kind);

        var result = Predict();

        Assert.Equal(["0 BestLoss", "1 BestLoss"], result.Folds.Select(fold => $"{fold.Fold.Fold} {fold.Fold.Selection}"));
        var slices = result.Folds.SelectMany(fold => fold.Set.SliceRows.OrderBy(row => row.ParticipantId, StringComparer.Ordinal).ThenBy(row => row.Slice));
        Assert.All(slices.Zip(peer.SelectMany(session => session)), pair => Assert.Equal(pair.Second, pair.First.Proba1, Tolerance));
        Assert.All(result.Folds.SelectMany(fold => fold.Set.Images).Zip(peer), pair => Assert.Equal(((2 * pair.Second[0]) + pair.Second[1]) / 3, pair.First.Proba1, Tolerance));
    }

    [SkippableFact]
    public void Labels_have_the_classes_that_ClinicaDL_gave_them_and_tables_lie_beside_its_groups()
    {
        WriteMaps("Conv5_FC3", 3, "single");
        var before = Directory.EnumerateDirectories(Maps).Select(Path.GetFileName).ToHashSet();

        var (plan, result) = PlanAndPredict();
        StudyPredictor.Write(plan, result);

        Assert.Equal([0, 0, 1, 1], result.Folds[0].Set.Images.Select(image => image.TrueLabel));
        Assert.True(File.Exists(Path.Combine(Maps, "split-1", "best-loss", "new", "new_image_level_prediction.tsv")));
        Assert.Equal(["ensemble"], Directory.EnumerateDirectories(Maps).Select(Path.GetFileName).Where(name => !before.Contains(name)));
        Assert.Contains(caps.Warnings, warning => warning.EndsWith("class 1, which sensitivity is about, is CN, and class 0 is AD.", StringComparison.Ordinal));
        Assert.Contains(caps.Warnings, warning => warning.Contains("no best models by balanced_accuracy were kept", StringComparison.Ordinal));
    }

    [SkippableFact]
    public void People_whom_the_networks_learned_from_are_named_by_the_groups()
    {
        WriteMaps("Conv5_FC3", 3, "single");
        var table = Path.Combine(Maps, "groups", "train", "split-1", "data.tsv");
        File.WriteAllText(table, File.ReadAllText(table).Replace("sub-11", "sub-2", StringComparison.Ordinal));

        Plan();

        Assert.StartsWith("fold 1: its networks were trained with 1 of", Assert.Single(caps.Warnings, warning => warning.StartsWith("fold", StringComparison.Ordinal)), StringComparison.Ordinal);
    }

    [SkippableFact]
    public void Slices_of_another_size_are_refused_rather_than_resized()
    {
        WriteMaps("Conv5_FC3", 3, "single");
        Change("\"input_size\": [3, 5, 4]", "\"input_size\": [3, 8, 4]");

        Assert.Contains(Refused(), finding => finding.Found == "slices of 5 × 4 pixels" && finding.Expected.StartsWith("8 × 4, as in training", StringComparison.Ordinal));
    }

    [SkippableTheory]
    [InlineData("\"architecture\": \"Conv5_FC3\"", "\"architecture\": \"CVAE_2D\"", "architecture CVAE_2D with 3 channels")]
    [InlineData("\"preprocessing\": \"t1-linear\"", "\"preprocessing\": \"pet-linear\"", "networks for pet-linear images")]
    [InlineData("\"use_uncropped_image\": false", "\"use_uncropped_image\": true", "networks for t1-linear images that were not cropped")]
    [InlineData("\"label\": \"diagnosis\"", "\"label\": \"sex\"", "networks that learned the column sex")]
    [InlineData("[\"loss\"]", "[\"MCC\"]", "no best models by balanced_accuracy loss")]
    public void What_would_be_another_result_is_refused_with_the_reason(string was, string isNow, string found)
    {
        WriteMaps("Conv5_FC3", 3, "single");
        Change(was, isNow);

        Assert.Contains(Refused(), finding => finding.Found == found);
    }

    [SkippableFact]
    public void A_label_keeps_the_class_that_the_networks_learned()
    {
        WriteMaps("Conv5_FC3", 3, "single");

        var findings = Assert.Throws<BadInputException>(() => Plan(request => request with { LabelCode = request.LabelCode.Add("AD", 1).Add("depr", 1) })).Findings;

        Assert.Equal("AD=1", Assert.Single(findings).Found);
    }

    [SkippableFact]
    public void Absent_and_cut_models_are_named()
    {
        WriteMaps("Conv5_FC3", 3, "multi");
        File.Delete(Model(0, 1));
        Assert.Equal(Model(0, 1), Assert.Single(Refused()).Where);

        File.Copy(Model(0, 0), Model(0, 1));
        File.WriteAllBytes(Model(1, 0), File.ReadAllBytes(Model(1, 0))[..5000]);
        File.WriteAllText(Model(1, 1), "-----BEGIN AGE ENCRYPTED FILE-----");
        var findings = Assert.Throws<BadInputException>(() => Predict()).Findings;

        Assert.Equal([Model(1, 0), Model(1, 1)], findings.Select(finding => finding.Where));
    }

    [SkippableFact]
    public void A_slice_of_one_grey_value_has_no_answer()
    {
        WriteMaps("Conv5_FC3", 3, "single");
        NiftiWriter.Write(caps.Image(2), new VolumeShape(6, 5, 4), new float[120], VoxelToWorld.Isotropic(1, 0, 0, 0));

        var findings = Assert.Throws<BadInputException>(() => Predict()).Findings;

        Assert.All(findings, finding => Assert.StartsWith("its answer to slice 2 of sub-2 ses-M00 is not a number (2 of 8", finding.Found, StringComparison.Ordinal));
        Assert.All(findings, finding => Assert.StartsWith("slices of more than one grey value", finding.Expected, StringComparison.Ordinal));
    }

    private string Model(int split, int network) => Path.Combine(Maps, $"split-{split}", "best-loss", $"network-{network}_model.pth.tar");

    private double[][] WriteMaps(string name, int channels, string kind) => ClinicaPeer.WriteMaps(Maps, name, channels, kind, Enumerable.Range(1, 4).Select(caps.Image));

    private void Change(string was, string isNow)
    {
        var file = Path.Combine(Maps, "maps.json");
        Assert.Contains(was, File.ReadAllText(file), StringComparison.Ordinal);
        File.WriteAllText(file, File.ReadAllText(file).Replace(was, isNow, StringComparison.Ordinal));
    }

    private IReadOnlyList<Finding> Refused() => Assert.Throws<BadInputException>(() => Plan()).Findings;

    private PredictionResult Predict() => PlanAndPredict().Result;

    private (PredictionPlan Plan, PredictionResult Result) PlanAndPredict()
    {
        var plan = Plan();
        using var store = caps.Cache.OpenOrFill(plan.Images, plan.Preparation, 1);
        return (plan, StudyPredictor.Predict(plan, store, [ComputeDevice.Cpu], _ => { }, default));
    }

    private PredictionPlan Plan(Func<PredictionRequest, PredictionRequest>? changed = null)
    {
        var table = folder.File("new.tsv");
        File.WriteAllText(table, "participant_id\tsession_id\tdiagnosis\n" + string.Concat(Enumerable.Range(1, 4).Select(participant => $"sub-{participant}\tses-M00\t{(participant < 3 ? "AD" : "CN")}\n")));
        var request = new PredictionRequest { ResultDirectory = Maps, CapsDirectory = caps.Spec.Data.CapsDirectory, TsvPath = table, Prefix = "new", Selections = [.. Enum.GetValues<Selection>()] };
        return PredictionPlanner.Plan(changed?.Invoke(request) ?? request, caps.Cache, caps.Warnings);
    }
}
