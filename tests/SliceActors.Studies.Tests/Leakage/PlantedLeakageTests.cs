using System.Collections.Immutable;
using SliceActors.Cohorts.Leakage;
using SliceActors.Imaging.Copies;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Leakage;
using SliceActors.Studies.Prediction;
using SliceActors.Studies.Results;
using SliceActors.Studies.Tests.Support;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Leakage;

/// <summary>Each kind of leak is planted into a clean study and found with the names of those who leak, and nothing else is.</summary>
public sealed class PlantedLeakageTests : IDisposable
{
    private static readonly int[] Trained = [.. Enumerable.Range(1, 8)];
    private static readonly int[] Validated = [11, 12, 13, 14];
    private readonly TemporaryFolder folder = new();

    /// <summary>Leaks between the sets of a study: what is planted, what is found about whom.</summary>
    public static TheoryData<string, Action<object>, LeakageKind, string, string> WithinAStudy => new()
    {
        { "the same session", study => Plant(study, DataSubset.Train, 11), LeakageKind.SameSession, "sub-11 ses-M00", "sub-11 ses-M00" },
        { "another session of the same person", study => Plant(study, DataSubset.Train, 11, session: 12), LeakageKind.SameParticipant, "sub-11 ses-M00", "sub-11 ses-M12" },
        { "the same voxels under another name", study => Plant(study, DataSubset.Validation, 15, mark: DrawnImages.Of(3)), LeakageKind.SameImage, "sub-15 ses-M00", "sub-3 ses-M00" },
        { "the same voxels with another label", study => Plant(study, DataSubset.Validation, 15, label: 0, mark: DrawnImages.Of(3)), LeakageKind.SameImage, "sub-15 ses-M00", "sub-3 ses-M00" },
        { "the same voxels under the same id of another CAPS", study => Plant(study, DataSubset.Validation, 3, caps: "/other", mark: DrawnImages.Of(3)), LeakageKind.SameImage, "sub-3 ses-M00", "sub-3 ses-M00" },
        { "a copy with other numbers", study => Plant(study, DataSubset.Validation, 15, mark: DrawnImages.Copy(DrawnImages.Of(3))), LeakageKind.NearCopy, "sub-15 ses-M00", "sub-3 ses-M00" },
        { "a copy with noise", study => Plant(study, DataSubset.Validation, 15, mark: DrawnImages.Copy(DrawnImages.Of(3), noise: 0.02)), LeakageKind.NearCopy, "sub-15 ses-M00", "sub-3 ses-M00" },
        { "one image with two labels", study => Plant(study, DataSubset.Train, 9, label: 0, mark: DrawnImages.Of(3)), LeakageKind.OtherLabel, "sub-9 ses-M00", "sub-3 ses-M00" },
        { "one image twice", study => Plant(study, DataSubset.Validation, 15, label: 1, mark: DrawnImages.Of(13)), LeakageKind.RepeatedImage, "sub-15 ses-M00", "sub-13 ses-M00" },
        { "one image of two sessions", study => Plant(study, DataSubset.Train, 3, session: 12, label: 1, mark: DrawnImages.Of(3)), LeakageKind.RepeatedImage, "sub-3 ses-M12", "sub-3 ses-M00" },
    };

    /// <summary>Leaks by what the networks start from: how the source is planted.</summary>
    public static TheoryData<string, Action<object>, LeakageKind, string, string> ThroughASource => new()
    {
        { "it learned from a person of validation", study => Plant(study, DataSubset.Train, 11), LeakageKind.SourceParticipant, "sub-11 ", "sub-11 " },
        { "it learned from a later session of one", study => Plant(study, DataSubset.Train, 11, session: 24), LeakageKind.SourceParticipant, "sub-11 ", "sub-11 " },
        { "it learned from an image of validation", study => Plant(study, DataSubset.Train, 59, mark: DrawnImages.Of(11)), LeakageKind.SourceImage, "sub-11 ses-M00", "sub-59 ses-M00" },
        { "it learned from what is nearly one", study => Plant(study, DataSubset.Train, 59, mark: DrawnImages.Copy(DrawnImages.Of(11))), LeakageKind.SourceNearCopy, "sub-11 ses-M00", "sub-59 ses-M00" },
        { "it learned from that id of another CAPS", study => Plant(study, DataSubset.Train, 11, caps: "/other", mark: DrawnImages.Of(70)), LeakageKind.SourceNamesake, "sub-11 ", "sub-11 " },
        { "its epochs were chosen by a person of validation", study => Plant(study, DataSubset.Validation, 11), LeakageKind.SourceChosen, "sub-11 ", "sub-11 " },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(WithinAStudy))]
    public void A_leak_within_a_study_is_found(string planted, Action<object> plant, LeakageKind kind, string tested, string known)
    {
        var study = Clean();
        Assert.Empty(study.Report().Findings);

        plant(study);

        Found(planted, kind, tested, known, study.Report().Findings);
    }

    [Theory]
    [MemberData(nameof(ThroughASource))]
    public void A_leak_through_what_networks_start_from_is_found(string planted, Action<object> plant, LeakageKind kind, string tested, string known)
    {
        var source = Other();
        plant(source);
        source.Write(folder.File("source"));

        var findings = Clean().Report(Ancestry("source")).Findings;

        Found(planted, kind, tested, known, findings);
        Assert.Equal(folder.File("source"), findings[0].Source);
    }

    [Theory]
    [MemberData(nameof(ThroughASource))]
    public void So_is_one_through_what_the_source_started_from(string planted, Action<object> plant, LeakageKind kind, string tested, string known)
    {
        var first = Other();
        plant(first);
        first.Write(folder.File("first"));
        Other().Write(folder.File("source"), folder.File("first"));

        var findings = Clean().Report(Ancestry("source")).Findings;

        Found(planted, kind, tested, known, findings);
        Assert.Equal(folder.File("first"), findings[0].Source);
    }

    [Fact]
    public void A_source_that_nobody_knows_any_more_is_told_of()
    {
        Other().Write(folder.File("source"), folder.File("gone"));

        var finding = Assert.Single(Clean().Report(Ancestry("source")).Findings);

        Assert.Equal((LeakageKind.SourceUnknown, folder.File("gone")), (finding.Kind, finding.Source));
    }

    [Theory]
    [InlineData(3, "/caps", LeakageKind.GroupParticipant)]
    [InlineData(12, "/caps", LeakageKind.GroupChosen)]
    [InlineData(3, "/other", LeakageKind.GroupNamesake)]
    public void People_of_a_group_whom_the_networks_know_are_found(int person, string caps, LeakageKind kind)
    {
        Clean().Write(folder.File("source"));
        Other().Write(folder.File("results"), folder.File("source"));
        Clean().Write(folder.File("alone"));
        (string?, string)[] group = [("/caps/", "sub-80"), ($"{caps}/", DrawnStudy.Id(person)), ("/caps/", "sub-81")];

        foreach (var results in (string[])["alone", "results"])
        {
            var finding = Assert.Single(GroupLeakage.OfPeople("test", group, Ancestry(results), [new FoldIndex(0)]));
            Assert.Equal((kind, DrawnStudy.Id(person), results == "alone" ? null : folder.File("source")), (finding.Kind, finding.Tested.ParticipantId, finding.Source));
            Assert.Single(GroupLeakage.Warnings([finding]));
        }
    }

    [Theory]
    [InlineData(false, LeakageKind.GroupImage)]
    [InlineData(true, LeakageKind.GroupNearCopy)]
    public void Images_of_a_group_that_the_networks_know_are_found(bool noisy, LeakageKind kind)
    {
        Clean().Write(folder.File("source"));
        Other().Write(folder.File("results"), folder.File("source"));
        var mark = noisy ? DrawnImages.Copy(DrawnImages.Of(5)) : DrawnImages.Of(5);

        var report = GroupLeakage.OfImages("test", [new MarkedImage(("/new/", "sub-90"), "ses-M00", DrawnImages.Of(90)), new MarkedImage(("/new/", "sub-91"), "ses-M00", mark)], Ancestry("results"), [new FoldIndex(0)]);

        Found("an image of the group", kind, "sub-91 ses-M00", "sub-5 ses-M00", report.Findings);
        Assert.Contains("sub-91 ses-M00 (sub-5 ses-M00)", Assert.Single(GroupLeakage.Warnings(report.Findings)), StringComparison.Ordinal);
        Assert.Equal(2, report.Compared.Length);
    }

    [Fact]
    public void Networks_of_unknown_people_are_told_of()
    {
        Directory.CreateDirectory(folder.File("foreign/fold-0"));
        File.WriteAllText(folder.File("foreign/commandline.json"), """{"model": "ConvNet", "preprocessing": "t1-linear"}""");

        var finding = Assert.Single(GroupLeakage.OfPeople("test", [("/caps/", "sub-1")], Ancestry("foreign"), [new FoldIndex(0)]));

        Assert.Equal(LeakageKind.GroupUnknown, finding.Kind);
        Assert.Contains("not recorded", Assert.Single(GroupLeakage.Warnings([finding])), StringComparison.Ordinal);
    }

    [Fact]
    public void Looks_at_held_out_people_are_counted_replaced_ones_too()
    {
        Clean().Write(folder.File("results"));
        var results = ResultFolder.Open(folder.File("results"));
        Predicted(results, "clinic", """{"sessions": 2}""", "sub-40", "sub-41");
        Predicted(results, "test", """{"looks": 3}""", "sub-41", "sub-42");
        Predicted(results, "others", """{"looks": 9}""", "sub-70");

        var looks = EarlierLook.Of(results, [("sub-41", "ses-M00"), ("sub-42", "ses-M00")]);

        Assert.Equal([new EarlierLook("clinic", 1, 1), new EarlierLook("test", 2, 3)], looks);
        Assert.Equal((3, 0), (EarlierLook.TimesOf(results.Tree, "test"), EarlierLook.TimesOf(results.Tree, "new")));
    }

    private static void Predicted(ResultFolder results, string prefix, string record, params string[] participants)
    {
        var tables = results.Tree.Classification(new FoldIndex(0), Selection.BestLoss);
        Directory.CreateDirectory(tables);
        File.WriteAllLines(Path.Combine(tables, $"{prefix}_image_level_prediction.tsv"), participants.Select(participant => $"{participant}\tses-M00\t0\t0").Prepend("participant_id\tsession_id\ttrue_label\tpredicted_label"));
        File.WriteAllText(PredictionRecord.PathOf(results.Tree, prefix), record);
    }

    private static void Found(string planted, LeakageKind kind, string tested, string known, ImmutableArray<LeakageFinding> findings)
    {
        Assert.True(findings.Length == 1, $"{planted}: {string.Join("; ", findings)}");
        Assert.Equal((kind, tested, known), (findings[0].Kind, Name(findings[0].Tested), Name(findings[0].Known)));

        static string Name(LeakagePlace place) => $"{place.ParticipantId} {place.SessionId}";
    }

    private static DrawnStudy Clean() => new DrawnStudy().With(DataSubset.Train, Trained).With(DataSubset.Validation, Validated);

    private static DrawnStudy Other() => new DrawnStudy().With(DataSubset.Train, Enumerable.Range(51, 8)).With(DataSubset.Validation, [61, 62]);

    private static void Plant(object study, DataSubset set, int person, int session = 0, int? label = null, string caps = "/caps", ImageMark? mark = null) =>
        ((DrawnStudy)study).With(set, person, session, label: label, caps: caps, mark: mark);

    private ImmutableArray<KnownStudy> Ancestry(string name) => KnownStudy.Ancestry(ResultFolder.Open(folder.File(name)), []);
}
