using System.Collections.Immutable;
using System.Text.Json;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Studies.Results;

/// <summary>
/// Reads the <c>maps.json</c> of ClinicaDL 1.0.0 to 1.6.1. From 1.0.2 on, what was done to images stands in an object of its own, <c>preprocessing_dict</c>,
/// and networks see slices as they are in the volume.
/// </summary>
internal static class MapsOptionsReader
{
    private const string Images = "preprocessing_dict";

    /// <summary>Reads the object.</summary>
    /// <param name="root">Content of the file.</param>
    /// <param name="path">The file, for findings.</param>
    /// <exception cref="BadInputException">Holds all findings: values of another kind, and studies of what is not looked at here.</exception>
    public static RecordedOptions Read(JsonElement root, string path)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new BadInputException(new Finding(path, null, "no JSON object", "a JSON object with the options of the study"));
        }

        var findings = new List<Finding>();
        var fields = new JsonFields(root, path, findings);
        var isNative = root.TryGetProperty(Images, out var nested) && nested.ValueKind == JsonValueKind.Object;
        var images = isNative ? new JsonFields(nested, path, findings) : fields;
        var task = CheckStudy(fields, path, findings);
        if (findings.Count > 0)
        {
            throw new BadInputException(findings);
        }

        var (begin, end) = Discarded(images);
        var (preprocessing, other) = ImagesOf(images);
        var labels = fields.Classes("label_code");
        var options = new RecordedOptions
        {
            Mode = "slice",
            NetworkType = task == "reconstruction" ? NetworkType.Autoencoder : fields.Flag("multi_network") || fields.Flag("multi") ? NetworkType.Multicnn : NetworkType.Cnn,
            Architecture = fields.RequiredText("the name of a network", "architecture", "model"),
            Dropout = fields.Number(rate => rate is >= 0 and < 1, "a number from 0 to less than 1", "dropout") ?? 0,
            Preprocessing = preprocessing,
            Input = MapsInputReader.Read(fields, isNative) is { } input ? input with { Label = fields.Text("label"), OtherImages = other } : null,
            Selections = [.. MapsMetrics.Known(fields.Texts("selection_metrics"))],
            Networks = (int?)fields.Whole("num_networks", 1, SliceIndex.Largest),
            Slices = new SliceSpec
            {
                Direction = (SliceDirection)(images.Number(axis => axis is 0 or 1 or 2, "0, 1 or 2", "slice_direction") ?? 0),
                DiscardedAtBeginning = begin,
                DiscardedAtEnd = end,
                DiscardedGiven = true,
                Unnormalize = !(fields.Has("normalize") ? fields.Flag("normalize") : !fields.Has("minmaxnormalization") || fields.Flag("minmaxnormalization")),
            },
            Diagnoses = [.. labels.Keys.Order(StringComparer.Ordinal)],
            LabelCode = labels.ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal),
            MultiCohort = fields.Flag("multi_cohort"),
            TransferPath = fields.TextUnlessFalse("transfer_path") is { Length: > 0 } source ? source : null,
            SelectionThreshold = fields.Number(rate => rate is >= 0 and <= 1, "a rate, from 0 to 1", "selection_threshold") ?? 0,
            VoteWeights = VoteWeights.Accuracy,
        };
        return findings.Count == 0 ? options : throw new BadInputException(findings);
    }

    /// <summary>What is wrong here makes everything else of the file mean something else.</summary>
    private static string CheckStudy(JsonFields fields, string path, List<Finding> findings)
    {
        var (mode, task) = (fields.RequiredText("what networks look at", "mode"), fields.RequiredText("what networks are trained for", "network_task"));
        if (mode is not ("slice" or ""))
        {
            findings.Add(new Finding(path, null, $"mode is {mode}", "slice: networks of this program look at nothing else"));
        }

        if (task is not ("classification" or "reconstruction" or ""))
        {
            findings.Add(new Finding(path, null, $"network_task is {task}", "classification or reconstruction: nothing else is trained here"));
        }

        if (task == "classification" && fields.Whole("output_size", 1, int.MaxValue) is { } classes && classes != 2)
        {
            findings.Add(new Finding(path, null, FormattableString.Invariant($"output_size is {classes}"), "two classes"));
        }

        if (fields.Flag("ssda_network"))
        {
            findings.Add(new Finding(path, null, "ssda_network is true", "networks of one domain"));
        }

        if (fields.Flag("size_reduction"))
        {
            findings.Add(new Finding(path, null, "size_reduction is true", "slices of the size that they have in the volume"));
        }

        return task;
    }

    private static (int Begin, int End) Discarded(JsonFields images) => images.OneOrMore("discarded_slices", SliceIndex.Largest) switch
    {
        [] => images.Has("discarded_slices") ? default : images.Wrong<(int, int)>("discarded_slices", "absent", "a number of slices, or a list of two"),
        [var both] => (both, both),
        [var begin, var end, ..] => (begin, end),
    };

    private static (Preprocessing Known, string? Other) ImagesOf(JsonFields images)
    {
        var word = images.RequiredText("the name of a pipeline", "preprocessing");
        var known = Enum.GetValues<Preprocessing>().Where(pipeline => pipeline.Term() == word).ToList();
        return (known.FirstOrDefault(), known.Count == 0 ? $"{word} images" : images.Flag("use_uncropped_image") && word == "t1-linear" ? "t1-linear images that were not cropped" : null);
    }
}
