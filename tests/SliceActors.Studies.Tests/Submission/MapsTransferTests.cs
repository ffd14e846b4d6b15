using SliceActors.Learning.Networks;
using SliceActors.Learning.Transfer;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Submission;
using SliceActors.Testing;

namespace SliceActors.Studies.Tests.Submission;

public sealed class MapsTransferTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly List<Finding> findings = [];
    private readonly List<string> warnings = [];

    private string Maps => folder.File("maps");

    public void Dispose() => folder.Dispose();

    [SkippableTheory]
    [InlineData("Conv5_FC3", "Conv5_FC3", true)]
    [InlineData("Conv4_FC3", "Conv5_FC3", true)]
    [InlineData("resnet18", "resnet18", false)]
    public void Networks_start_from_the_split_of_their_fold_as_far_as_the_layers_are_the_same(string theirs, string ours, bool convolutionsOnly)
    {
        ClinicaPeer.WriteMaps(Maps, theirs, 3, "single", []);

        var manifest = Settle(ours, NetworkType.Cnn);

        Assert.Empty(findings);
        Assert.Equal(convolutionsOnly, manifest!.ConvolutionsOnly);
        Assert.Equal(convolutionsOnly, warnings.Exists(warning => warning.Contains("only the convolutions of its networks are taken", StringComparison.Ordinal)));
        Assert.Equal([$"{Maps}/split-0/best-loss/model.pth.tar", $"{Maps}/split-1/best-loss/model.pth.tar"], manifest.Files.Select(file => file.Path));
    }

    [SkippableFact]
    public void Each_network_of_a_slice_starts_from_the_network_of_its_number()
    {
        ClinicaPeer.WriteMaps(Maps, "Conv5_FC3", 3, "multi", []);

        var manifest = Settle("Conv5_FC3", NetworkType.Multicnn)!;

        Assert.Equal($"{Maps}/split-1/best-loss/network-1_model.pth.tar", manifest.FileFor(new UnitId(new FoldIndex(1), new NetworkIndex(1))).Path);
        Assert.Null(Settle("Conv5_FC3", NetworkType.Multicnn, slices: 3));
        Assert.Contains(findings, finding => finding.Found == "2 networks, one for each slice of that study");
    }

    [SkippableTheory]
    [InlineData("\"loss\"", "\"loss\"", "Conv4_FC3", "architecture Conv5_FC3 of ClinicaDL 1.x, whose convolutions are those of Conv5_FC3 here, and this study asks for Conv4_FC3")]
    [InlineData("\"architecture\": \"Conv5_FC3\"", "\"architecture\": \"SqueezeExcitationCNN\"", "Conv5_FC3", "architecture SqueezeExcitationCNN")]
    [InlineData("\"input_size\": [3,", "\"input_size\": [1,", "Conv5_FC3", "slices of 1 channel (slice_mode single), and the first layer of Conv5_FC3 has 3")]
    [InlineData("[\"loss\"]", "[\"BA\"]", "Conv5_FC3", "no best models by loss")]
    public void What_does_not_fit_is_refused_with_the_reason(string was, string isNow, string ours, string found)
    {
        ClinicaPeer.WriteMaps(Maps, "Conv5_FC3", 3, "single", []);
        Change(was, isNow);

        Assert.Null(Settle(ours, NetworkType.Cnn));

        Assert.Equal(found, Assert.Single(findings).Found);
    }

    [SkippableFact]
    public void An_autoencoder_cannot_start_from_one_whose_decoder_has_another_order()
    {
        ClinicaPeer.WriteMaps(Maps, "Conv5_FC3", 3, "single", []);
        Change("classification", "reconstruction");
        Change("\"architecture\": \"Conv5_FC3\"", "\"architecture\": \"AE_Conv5_FC3\"");

        Assert.Null(Settle("Conv5_FC3", NetworkType.Autoencoder));

        Assert.StartsWith("AE_Conv5_FC3, whose decoder has its layers in another order", Assert.Single(findings).Found, StringComparison.Ordinal);
    }

    private void Change(string was, string isNow)
    {
        var file = Path.Combine(Maps, "maps.json");
        File.WriteAllText(file, File.ReadAllText(file).Replace(was, isNow, StringComparison.Ordinal));
    }

    private TransferManifest? Settle(string architecture, NetworkType type, int slices = 2)
    {
        var spec = TestStudy.Spec(type);
        spec = spec with
        {
            Data = spec.Data with { NSplits = 2 },
            Network = spec.Network with { Architecture = architecture, TransferPath = Maps, TransferSelection = Selection.BestLoss },
        };
        return TransferDesk.Settle(spec, TransferDesk.Open(spec, findings)!, ArchitectureTable.Find(architecture), new SliceRange(new SliceIndex(2), slices), findings, warnings);
    }
}
