using System.Globalization;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Leakage;
using SliceActors.Studies.Results;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Leakage;

public sealed class TransferLeakageTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<Finding> findings = [];
    private readonly List<string> warnings = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_source_that_learned_from_the_people_of_a_validation_set_is_refused_with_their_ids_and_number()
    {
        Submit("source", train: [1, 2, 3, 4, 5, 6, 7, 8], validation: [9]);

        Check("source", train: [1, 2, 9], validation: [3, 4, 5, 6, 7, 8]);

        var finding = Assert.Single(findings);
        Assert.Equal(folder.File("source"), finding.Where);
        Assert.Equal("its networks of fold 0 learned from 6 of the participants that fold 0 of this study validates on: sub-3, sub-4, sub-5, sub-6, sub-7, …", finding.Found);
        Assert.Contains("--allow_leakage", finding.Expected, StringComparison.Ordinal);
        Assert.Empty(warnings);
    }

    [Fact]
    public void A_source_of_the_same_folds_is_in_order_but_its_epochs_were_chosen_by_the_same_people()
    {
        Submit("source", train: [1, 2], validation: [3, 4]);

        Check("source", train: [1, 2], validation: [3, 4]);

        Assert.Empty(findings);
        Assert.Contains("the best epochs of its networks of fold 0 were chosen by people whom the same folds of this study validate on", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_source_itself_started_from_counts_too()
    {
        Submit("grandparent", train: [3], validation: [9]);
        Submit("source", train: [1, 2], validation: [8], from: "grandparent");

        Check("source", train: [1, 2], validation: [3, 4]);

        Assert.Equal((folder.File("grandparent"), true), (Assert.Single(findings).Where, findings[0].Found.EndsWith("validates on: sub-3", StringComparison.Ordinal)));
    }

    [Fact]
    public void Sources_that_start_from_each_other_come_to_an_end()
    {
        Submit("source", train: [1], validation: [9], from: "other");
        Submit("other", train: [1], validation: [9], from: "source");

        Check("source", train: [1, 2], validation: [3, 4]);

        Assert.Empty(findings);
    }

    [Fact]
    public void Leakage_that_is_allowed_is_said()
    {
        Submit("source", train: [1, 3], validation: [9]);

        Check("source", train: [1, 2], validation: [3, 4], allowed: true);

        Assert.Empty(findings);
        Assert.Contains("learned from 1 of the participants", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_id_in_another_CAPS_is_another_person_unless_the_reader_knows_better()
    {
        Submit("source", train: [3, 4], validation: [9], caps: "/other/caps");

        Check("source", train: [1, 2], validation: [3, 4]);

        Assert.Empty(findings);
        Assert.Contains("if they are the same people", Assert.Single(warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void The_tables_of_ClinicaDL_tell_whom_its_networks_learned_from()
    {
        Describe("source");
        Table("train", "sub-3", "sub-1");
        Table("validation", "sub-9");

        Check("source", train: [1, 2], validation: [3, 4]);

        Assert.EndsWith("validates on: sub-3", Assert.Single(findings).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void The_labels_of_an_autoencoder_of_ClinicaDL_tell_whom_it_learned_from()
    {
        Describe("source", $$""", "network_type": "autoencoder", "diagnoses": ["AD", "CN"], "tsv_path": "{{folder.File("labels")}}" """);
        Labels("train", "AD", "sub-1", "sub-4");
        Labels("train", "CN", "sub-2");
        Labels("validation", "AD", "sub-9");
        Labels("validation", "CN", "sub-8");

        Check("source", train: [1, 2], validation: [3, 4]);

        Assert.EndsWith("validates on: sub-4", Assert.Single(findings).Found, StringComparison.Ordinal);
    }

    [Fact]
    public void A_source_whose_people_are_not_recorded_is_said_to_be_unknown()
    {
        Describe("source", """, "transfer_learning_path": "/none/at/all" """);

        Check("source", train: [1, 2], validation: [3, 4]);

        Assert.Empty(findings);
        Assert.Equal(2, warnings.Count);
        Assert.Contains("whom its networks of fold 0 learned from is not recorded", warnings[0], StringComparison.Ordinal);
        Assert.StartsWith("/none/at/all: nobody can tell any more", warnings[1], StringComparison.Ordinal);
    }

    private void Submit(string name, int[] train, int[] validation, string caps = "/caps", string? from = null)
    {
        var spec = Spec(from, allowed: false);
        var plan = Plan(train, validation, caps);
        using var output = OutputFolder.Take(new ResultTree(folder.File(name)));
        output.Describe(new RunCommands.SubmitRun(RunId.For(spec.Digest(), name), spec, plan, [.. plan.Images.Select((_, image) => TestStudy.Digest(image))], folder.File(name)), "1");
    }

    private void Describe(string name, string further = "")
    {
        Directory.CreateDirectory(folder.File(name));
        File.WriteAllText(folder.File($"{name}/commandline.json"), $$"""{"model": "ConvNet", "preprocessing": "t1-linear"{{further}}}""");
    }

    private void Table(string set, params string[] participants)
    {
        var path = Path.Combine(new ResultTree(folder.File("source")).Classification(TestStudy.Fold, Selection.BestLoss), $"{set}_image_level_prediction.tsv");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllLines(path, participants.Select(participant => $"{participant}\tses-M00\t0\t0").Prepend("participant_id\tsession_id\ttrue_label\tpredicted_label"));
    }

    private void Labels(string set, string diagnosis, params string[] participants)
    {
        Directory.CreateDirectory(folder.File($"labels/{set}"));
        File.WriteAllLines(folder.File($"labels/{set}/{diagnosis}{(set == "validation" ? "_baseline" : "")}.tsv"), participants.Select(participant => $"{participant}\tses-M00\t{diagnosis}").Prepend("participant_id\tsession_id\tdiagnosis"));
    }

    private void Check(string from, int[] train, int[] validation, bool allowed = false) =>
        TransferLeakage.Check(Spec(from, allowed), KnownStudy.Ancestry(ResultFolder.Open(folder.File(from)), warnings), Plan(train, validation, "/caps"), findings, warnings);

    private RunSpec Spec(string? from, bool allowed)
    {
        var spec = TestStudy.Spec(NetworkType.Cnn);
        return spec with
        {
            Data = spec.Data with { AllowLeakage = allowed },
            Network = spec.Network with { TransferPath = from is null ? null : folder.File(from) },
        };
    }

    private static RunPlan Plan(int[] train, int[] validation, string caps)
    {
        return new RunPlan(
            [.. train.Concat(validation).Select(number => new PlannedImage(Id(number), "ses-M00", $"{caps}/subjects/{Id(number)}/ses-M00/t1.nii.gz"))],
            new SliceRange(new SliceIndex(10), 3),
            [new FoldPlan(TestStudy.Fold, [.. train.Select((_, image) => new PlannedSession(image, 0))], [.. validation.Select((_, image) => new PlannedSession(train.Length + image, 1))], [])]);

        static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"sub-{number}");
    }
}
