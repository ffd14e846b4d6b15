using System.Collections.Immutable;
using System.CommandLine;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Prediction;
using static SliceActors.Options.OptionKinds;

namespace SliceActors.Options;

/// <summary>Names other images than those of the study, as <c>predict</c> does: all three arguments, or none.</summary>
internal sealed class OtherImagesOptions
{
    private readonly Option<bool> multiCohort = Flag("--multi_cohort", "CAPS_DIRECTORY and TSV_PATH are .tsv files that name several cohorts.");
    private readonly Option<bool> useExtractedSlices = Flag("--use_extracted_slices", "Read the files of 'extract slice' instead of cutting volumes.", "--use_extracted_features");
    private readonly Option<bool> noLabels = Flag("--no_labels", "The labels of these images are not known.", "-nl");
    private readonly Option<string[]> diagnoses = List<string>("--diagnoses", "Labels to load. Default: those of the training.", "LABEL", [], "-d");
    private readonly Option<string[]> labelCode = List<string>("--label_code", "Class of further labels, for example depr=1 control=0.", PairsHelpName, []);

    public Argument<string?> Caps { get; } = new Argument<string?>("CAPS_DIRECTORY") { Description = "Explain other images than those of the study: root of the CAPS that holds them.", Arity = ArgumentArity.ZeroOrOne }.IsPath();

    public Argument<string?> Tsv { get; } = new Argument<string?>("TSV_PATH") { Description = "Their table of sessions (.tsv), or folder with LABEL_baseline.tsv for each label.", Arity = ArgumentArity.ZeroOrOne }.IsPath();

    public Argument<string?> Prefix { get; } = new("PREFIX_OUTPUT") { Description = "Ends the name of the folder of their maps, for example test.", Arity = ArgumentArity.ZeroOrOne };

    public IEnumerable<Option> Options => [multiCohort, useExtractedSlices, noLabels, diagnoses, labelCode];

    /// <summary>The other images; null where there are none.</summary>
    public PredictionRequest? Of(ParseResult parsed, string results, ImmutableArray<Selection> selections, OptionCheck check)
    {
        var words = new[] { Caps, Tsv, Prefix }.Select(argument => (Argument: argument, Word: parsed.GetValue(argument))).ToList();
        if (words.TrueForAll(word => word.Word is null))
        {
            foreach (var option in Options.Where(option => parsed.GetResult(option) is { Implicit: false }))
            {
                check.That(false, option, "no CAPS_DIRECTORY", "explain RESULT_DIRECTORY CAPS_DIRECTORY TSV_PATH PREFIX_OUTPUT: it is about other images than those of the study");
            }

            return null;
        }

        foreach (var (argument, word) in words)
        {
            check.That(word is { Length: > 0 } || (word is not null && argument != Prefix), argument, word is null ? "nothing" : "an empty word", "CAPS_DIRECTORY, TSV_PATH and PREFIX_OUTPUT together, as predict takes them");
        }

        return new PredictionRequest
        {
            ResultDirectory = results,
            CapsDirectory = words[0].Word ?? string.Empty,
            TsvPath = words[1].Word ?? string.Empty,
            Prefix = words[2].Word ?? string.Empty,
            MultiCohort = parsed.GetValue(multiCohort),
            UseExtractedSlices = parsed.GetValue(useExtractedSlices),
            Labelled = !parsed.GetValue(noLabels),
            Selections = selections,
            Diagnoses = [.. parsed.GetRequiredValue(diagnoses)],
            LabelCode = check.LabelCode(labelCode, parsed.GetRequiredValue(labelCode)),
        };
    }
}
