using System.CommandLine;
using SliceActors.Cohorts.TsvTool;
using SliceActors.Endings;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Screens;
using static SliceActors.Options.OptionKinds;

namespace SliceActors.Commands;

/// <summary><c>tsvtool {getlabels,split,kfold}</c>: prepares the tables of a study.</summary>
internal static class TsvToolCommand
{
    private delegate PlannedTree Plan(ParseResult parsed, ICollection<Finding> findings, ICollection<string> warnings);

    public static Command Create() => new("tsvtool", "Prepare the tables of a study: labels, split, folds.") { CreateGetLabels(), CreateSplit(), CreateKFold() };

    private static Command CreateGetLabels()
    {
        var merged = new Argument<string>("MERGED_TSV") { Description = "Table of all sessions: participant_id, session_id, diagnosis, age and sex." }.IsPath();
        var missing = new Argument<string>("MISSING_MODS") { Description = "Folder of tables …_SESSION.tsv that say, with 1 or 0, which modalities each participant has." }.IsPath();
        var results = new Argument<string>("RESULTS_PATH") { Description = "Folder that receives LABEL.tsv for each label." }.IsPath();
        var modality = Value("--modality", "Modality that a session must have.", "NAME", "t1w", "-mod");
        var diagnoses = List<string>("--diagnoses", $"Labels to make lists of: {string.Join(", ", LabelRules.Known)}.", "LABEL", ["AD", "CN"]);
        var horizon = Value("--time_horizon", "Months after which MCI counts as stable or progressive.", "MONTHS", 36);
        var restriction = new Option<string?>("--restriction_path") { Description = "Table of the only sessions to keep. Default: all are kept.", HelpName = "TSV" }.IsPath();
        var variables = List<string>("--variables_of_interest", "Further columns of MERGED_TSV to keep. Default: none.", "COLUMN", []);
        var keepSmc = Flag("--keep_smc", "Keep participants with subjective memory complaints. Default: they are left out.");
        return Create(
            "getlabels",
            "Make a list of the sessions of each label.",
            [merged, missing, results, modality, diagnoses, horizon, restriction, variables, keepSmc],
            (parsed, findings, warnings) => GetLabelsTool.Plan(
                new GetLabelsOptions
                {
                    MergedTsv = parsed.GetRequiredValue(merged),
                    MissingMods = parsed.GetRequiredValue(missing),
                    ResultsPath = parsed.GetRequiredValue(results),
                    Modality = parsed.GetRequiredValue(modality),
                    Diagnoses = [.. parsed.GetRequiredValue(diagnoses)],
                    TimeHorizon = parsed.GetRequiredValue(horizon),
                    RestrictionPath = parsed.GetValue(restriction),
                    VariablesOfInterest = [.. parsed.GetRequiredValue(variables)],
                    KeepSmc = parsed.GetValue(keepSmc),
                },
                findings,
                warnings));
    }

    private static Command CreateSplit()
    {
        var folder = FormattedDataPath();
        var nTest = Number("--n_test", "Participants of each label to hold out: more than 1, their number; up to 1, their proportion; 0, everybody.", "N", 100.0);
        var subset = SubsetName("test");
        var mci = MciSubCategories();
        var pSex = Number("--p_sex_threshold", "Smallest p-value for a difference in sex between the sets.", "P", 0.8, "-ps");
        var pAge = Number("--p_age_threshold", "Smallest p-value for a difference in age between the sets.", "P", 0.8, "-pa");
        var ignore = Flag("--ignore_demographics", "Do not look at age and sex. Default: the sets are balanced by both.");
        var categorical = new Option<string?>("--categorical_split_variable") { Description = "Column whose values both sets have in the same proportions. Default: none.", HelpName = "COLUMN" };
        var seed = Value("--seed", "Seed of the draws: the same seed and lists give the same sets.", "N", 0L);
        return Create(
            "split",
            "Hold out participants of each label, like the others in age and sex.",
            [folder, nTest, subset, mci, pSex, pAge, ignore, categorical, seed],
            (parsed, findings, warnings) => SplitTool.Plan(
                new SplitOptions
                {
                    FormattedDataPath = parsed.GetRequiredValue(folder),
                    NTest = parsed.GetRequiredValue(nTest),
                    SubsetName = parsed.GetRequiredValue(subset),
                    MciSubCategories = parsed.GetValue(mci),
                    PSexThreshold = parsed.GetRequiredValue(pSex),
                    PAgeThreshold = parsed.GetRequiredValue(pAge),
                    IgnoreDemographics = parsed.GetValue(ignore),
                    CategoricalSplitVariable = parsed.GetValue(categorical),
                    Seed = parsed.GetRequiredValue(seed),
                },
                findings,
                warnings));
    }

    private static Command CreateKFold()
    {
        var folder = FormattedDataPath();
        var nSplits = Value("--n_splits", "Number of folds.", "K", 5);
        var subset = SubsetName("validation");
        var mci = MciSubCategories();
        var stratification = new Option<string?>("--stratification") { Description = "Column whose values every fold has in the same proportions. Default: none.", HelpName = "COLUMN" };
        return Create(
            "kfold",
            "Assign the participants of each label to folds; the same lists always give the same folds.",
            [folder, nSplits, subset, mci, stratification],
            (parsed, findings, warnings) => KFoldTool.Plan(
                new KFoldOptions
                {
                    FormattedDataPath = parsed.GetRequiredValue(folder),
                    NSplits = parsed.GetRequiredValue(nSplits),
                    SubsetName = parsed.GetRequiredValue(subset),
                    MciSubCategories = parsed.GetValue(mci),
                    Stratification = parsed.GetValue(stratification),
                },
                findings,
                warnings));
    }

    private static Argument<string> FormattedDataPath() =>
        new Argument<string>("FORMATTED_DATA_PATH") { Description = "Folder with LABEL.tsv for each label; receives the sets." }.IsPath();

    private static Option<string> SubsetName(string name) => Value("--subset_name", "Name of the set that is held out; train slice reads validation.", "NAME", name);

    private static Option<bool> MciSubCategories() =>
        Flag("--MCI_sub_categories", "Divide MCI by itself. Default: participants of sMCI and pMCI go where those labels go.");

    private static Command Create(string name, string description, IReadOnlyList<Symbol> symbols, Plan plan)
    {
        var overwrite = Flag("--overwrite", "Replace files of the same names; others stay. Default: what exists is refused.");
        var verbose = Flag("--verbose", "Name each file that is written.", "-v");
        var command = new Command(name, description);
        foreach (var argument in symbols.OfType<Argument>())
        {
            command.Arguments.Add(argument);
        }

        foreach (var option in symbols.OfType<Option>().Append(overwrite).Append(verbose))
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed => (int)Run(parsed, plan, parsed.GetValue(overwrite), parsed.GetValue(verbose)));
        return command;
    }

    private static ExitCode Run(ParseResult parsed, Plan plan, bool overwrite, bool verbose)
    {
        var (findings, warnings) = (PathWords.Empty(parsed), new List<string>());
        var tree = plan(parsed, findings, warnings);
        tree.CheckTarget(overwrite, findings, warnings);
        if (findings.Count > 0)
        {
            throw new BadInputException(findings);
        }

        foreach (var warning in warnings)
        {
            Console.Error.WriteLine($"Warning: {warning}");
        }

        tree.Write();
        if (verbose)
        {
            foreach (var table in tree.Tables)
            {
                Console.WriteLine(Path.Combine(tree.Root, table.Path));
            }
        }

        foreach (var line in SetScreen.Lines(tree.Sets))
        {
            Console.WriteLine(line);
        }

        Sentences.Say($"{tree.Tables.Length} tables written to {tree.Root}");
        return ExitCode.Done;
    }
}
