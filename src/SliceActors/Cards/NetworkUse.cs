using System.Globalization;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Exports;

namespace SliceActors.Cards;

/// <summary>How the networks beside a card are used in Python.</summary>
internal static class NetworkUse
{
    /// <summary>The section of the card.</summary>
    public static string Of(ExportPlan plan)
    {
        var spec = plan.Study.Spec;
        var network = plan.Networks[0];
        var isAutoencoder = spec.NetworkType == NetworkType.Autoencoder;
        var scale = spec.Slices is { Unnormalize: true, UseExtractedSlices: false } ? "np.clip(cut, 0, 1)" : "((cut - cut.min()) / (cut.max() - cut.min()))";
        return string.Create(CultureInfo.InvariantCulture, $$"""
            ## How to use the networks

            Each network takes slices, float32 `[batch, 1, 224, 224]` in [0, 1] (`slice`), and gives {{(isAutoencoder ? "its picture of them (`reconstruction`)" : "two logits (`logits`)")}}. `networks.tsv` says which
            network sees which slice{{(isAutoencoder ? "." : ", and what its answer weighs in the vote of its fold.")}}

            ```python
            import nibabel, numpy as np, onnxruntime, pandas as pd
            from PIL import Image

            volume = nibabel.load("image.nii.gz").get_fdata(dtype=np.float32)  # prepared by {{spec.Data.Preprocessing.Term()}}

            def pixels(position):
                cut = np.nan_to_num(np.take(volume, position, axis={{(int)spec.Slices.Direction}}))
                grey = Image.fromarray((255 * {{scale}}).astype(np.uint8))
                return np.asarray(grey.resize((224, 224), Image.BILINEAR), np.float32)[None, None] / 255

            networks = pd.read_csv("networks.tsv", sep="\t")
            networks = networks[(networks.fold == {{network.Unit.Fold}}) & (networks.selection == "{{network.Selection.Term()}}")]
            {{(isAutoencoder ? Picture : Vote)}}
            ```


            """);
    }

    private const string Vote = """
        probability = 0
        for row in networks[networks.weight > 0].itertuples():
            logits = onnxruntime.InferenceSession(row.file).run(["logits"], {"slice": pixels(row.slice_id)})[0]
            probability += row.weight / (1 + np.exp(logits[0, 0] - logits[0, 1]))
        print("probability of class 1:", probability)
        """;

    private const string Picture = """
        row = networks.iloc[0]
        picture = onnxruntime.InferenceSession(row.file).run(["reconstruction"], {"slice": pixels(row.slice_id)})[0]
        """;
}
