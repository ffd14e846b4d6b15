using System.Collections.Immutable;
using System.Text.Json;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;

namespace SliceActors.Studies.Results;

/// <summary>Reads the options of a study under the keys of ClinicaDL 0.2.1, or under those of the versions before it. Keys that nobody needs are not looked at.</summary>
internal static class RecordedOptionsReader
{
    /// <summary>Slices dropped at both ends when nothing else was asked for.</summary>
    private const int UsuallyDiscarded = 20;

    /// <summary>Reads the object.</summary>
    /// <param name="root">Content of the file.</param>
    /// <param name="path">The file, for findings.</param>
    /// <exception cref="BadInputException">Holds all findings.</exception>
    public static RecordedOptions Read(JsonElement root, string path)
    {
        var findings = new List<Finding>();
        var fields = new JsonFields(root, path, findings);
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new BadInputException(new Finding(path, null, "no JSON object", "a JSON object with the options of the study"));
        }

        var (begin, end) = Discarded(fields);
        var options = new RecordedOptions
        {
            Mode = fields.Text("mode") is var mode && mode == "subject" ? "image" : mode ?? "slice",
            NetworkType = TypeOf(fields),
            Architecture = fields.RequiredText("the name of a network", "model", "network"),
            PluginFile = fields.Text("plugin"),
            Dropout = fields.Number(rate => rate is >= 0 and < 1, "a number from 0 to less than 1", "dropout") ?? 0,
            Preprocessing = PreprocessingOf(fields),
            Slices = new SliceSpec
            {
                Direction = (SliceDirection)(fields.Number(axis => axis is 0 or 1 or 2, "0, 1 or 2", "slice_direction", "mri_plane") ?? 0),
                DiscardedAtBeginning = begin,
                DiscardedAtEnd = end,
                DiscardedGiven = fields.Has("discarded_slices"),
                Unnormalize = fields.Flag("unnormalize"),
                UseExtractedSlices = fields.Flag("use_extracted_slices"),
            },
            Diagnoses = [.. fields.Texts("diagnoses")],
            LabelCode = fields.Classes("label_code").ToImmutableSortedDictionary(entry => entry.Key, entry => entry.Value, StringComparer.Ordinal),
            MultiCohort = fields.Flag("multi_cohort"),
            TsvPath = fields.Text("tsv_path"),
            NSplits = (int?)fields.Whole("n_splits", 0, int.MaxValue) is > 0 and var splits ? splits : null,
            Baseline = fields.Flag("baseline"),
            TransferPath = fields.TextUnlessFalse("transfer_learning_path") is { Length: > 0 } source ? source : null,
            SelectionThreshold = ThresholdOf(fields),
            Seed = fields.Whole("seed", long.MinValue, long.MaxValue),
            IntraOpThreads = (int?)fields.Whole("intra_op_threads", 1, ComputeSpec.MostIntraOpThreads),
            MemoryFormats = fields.Text("memory_formats") is { } formats ? fields.Term("memory_formats", formats, FieldTerms.Term, Enum.GetValues<MemoryFormats>()) : MemoryFormats.Contiguous,
            VoteWeights = fields.Text("vote_weights") is { } weights ? fields.Term("vote_weights", weights, FieldTerms.Term, Enum.GetValues<VoteWeights>()) : null,
        };
        return findings.Count == 0 ? options : throw new BadInputException(findings);
    }

    private static NetworkType TypeOf(JsonFields fields) => fields.Text("network_type", "mode_task") is { } word
        ? fields.Term("network_type", word, FieldTerms.Term, Enum.GetValues<NetworkType>())
        : fields.Has("train_autoencoder") ? NetworkType.Autoencoder : NetworkType.Cnn;

    /// <summary>A rate; ClinicaDL, which does not say what slices weigh, compares its threshold with a number of right answers.</summary>
    private static double ThresholdOf(JsonFields fields) => (fields.Has("vote_weights")
        ? fields.Number(rate => rate is >= 0 and <= 1, "a rate, from 0 to 1", "selection_threshold")
        : fields.Number(count => count >= 0, "a number, 0 or more", "selection_threshold")) ?? 0;

    private static Preprocessing PreprocessingOf(JsonFields fields)
    {
        var word = fields.RequiredText("the name of a pipeline", "preprocessing") switch
        {
            "linear" => "t1-linear",
            "mni" => "t1-extensive",
            var current => current,
        };
        return word.Length == 0 ? default : fields.Term("preprocessing", word, FieldTerms.Term, Enum.GetValues<Preprocessing>());
    }

    /// <summary>One number for both ends, or a list of one or two. ClinicaDL takes longer lists, too, and looks at two.</summary>
    private static (int Begin, int End) Discarded(JsonFields fields)
    {
        var counts = fields.OneOrMore("discarded_slices", SliceIndex.Largest);
        return counts switch
        {
            [] => (UsuallyDiscarded, UsuallyDiscarded),
            [var both] => (both, both),
            [var begin, var end, ..] => (begin, end),
        };
    }
}
