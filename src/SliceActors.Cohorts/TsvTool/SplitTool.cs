using System.Collections.Immutable;
using System.Globalization;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;

namespace SliceActors.Cohorts.TsvTool;

/// <summary><c>tsvtool split</c>: leaves participants of each label aside, like the others in age and sex.</summary>
public static class SplitTool
{
    private const string Train = "train";
    private const int MostNamed = 5;

    /// <summary>Draws the sets and puts the tables together; writes nothing.</summary>
    /// <param name="options">The options.</param>
    /// <param name="findings">Receives everything that is wrong with options and tables. When there is something, the tree is of no use.</param>
    /// <param name="warnings">Receives what is worth knowing, one sentence each.</param>
    public static PlannedTree Plan(SplitOptions options, ICollection<Finding> findings, ICollection<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(warnings);
        SubsetName.Check(options.SubsetName, findings);
        CheckRate("--p_age_threshold", options.PAgeThreshold, findings);
        CheckRate("--p_sex_threshold", options.PSexThreshold, findings);
        var isCount = double.IsFinite(options.NTest) && options.NTest >= 0;
        if (!isCount)
        {
            findings.Add(new Finding("--n_test", null, string.Create(CultureInfo.InvariantCulture, $"{options.NTest}"), "a number of participants, a proportion up to 1, or 0 for everybody"));
        }
        else if (options.NTest > 1 && !double.IsInteger(options.NTest))
        {
            warnings.Add(string.Create(CultureInfo.InvariantCulture, $"--n_test {options.NTest} holds out {Math.Floor(options.NTest)} of each label: above 1 it is a number of participants, of which the integer part counts."));
        }

        CheckNobodyIsDividedOtherwise(new DividedFolder(options.FormattedDataPath), options.SubsetName, findings);
        var lists = LabelFolder.Read(options.FormattedDataPath, findings, warnings);
        var labels = isCount
            ? MciTreatment.Divide<Division>(lists, !options.MciSubCategories && options.NTest > 0, (list, members, others) => Divide(list, members, others, options, findings, warnings))
            : [];
        if (options.SubsetName != DataSubset.Validation.Term())
        {
            CheckNobodyIsInWhatWasMadeOfTrain(new DividedFolder(options.FormattedDataPath), options.SubsetName, [.. labels.SelectMany(label => label.Division.Subset)], findings);
        }

        return new PlannedTree(
            options.FormattedDataPath, [Train, options.SubsetName], [.. labels.SelectMany(label => Tables(label.List, label.Division, options))], new PlannedFile("split.json", Record(options)))
        {
            Sets = [.. labels.SelectMany(label => Sets(label.List.Label, label.Division, options))],
        };
    }

    private static IEnumerable<SetSummary> Sets(string label, Division division, SplitOptions options)
    {
        if (options.NTest > 0)
        {
            yield return SetSummary.Of(null, label, Train, division.Train);
        }

        yield return SetSummary.Of(null, label, options.SubsetName, division.Subset);
    }

    private static void CheckNobodyIsDividedOtherwise(DividedFolder folder, string subset, ICollection<Finding> findings)
    {
        var others = string.Join(", ", folder.HeldOut().Where(set => set != subset));
        if (others.Length > 0)
        {
            findings.Add(new Finding(
                folder.Folder,
                null,
                $"lists of everybody, with those who are held out as {others}: {Train} would have them again",
                folder.HasTrain ? $"did you mean {folder.Train}?" : "lists without them"));
        }

        var folds = string.Join(", ", folder.FoldSets());
        if (folds.Length > 0 && subset != DataSubset.Validation.Term())
        {
            findings.Add(new Finding(
                folder.Folder, null, $"folds of everybody ({folds}): they would train with those who are held out as {subset}", $"no folds yet: split first, then tsvtool kfold {folder.Train}"));
        }
    }

    // Another draw than the one that train was divided after.
    private static void CheckNobodyIsInWhatWasMadeOfTrain(DividedFolder folder, string subset, ImmutableArray<Member> heldOut, ICollection<Finding> findings)
    {
        foreach (var (made, people) in folder.DividedFurther())
        {
            var shared = heldOut.Select(member => member.Baseline.ParticipantId).Where(people.Contains).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
            if (shared.Count > 0)
            {
                findings.Add(new Finding(
                    made,
                    null,
                    $"{(shared.Count == 1 ? "1 participant who would be" : $"{shared.Count} participants who would be")} held out as {subset}: {string.Join(", ", shared.Take(MostNamed))}{(shared.Count > MostNamed ? ", …" : string.Empty)}",
                    $"nothing made of an earlier draw of {Train}: remove it, split, then divide {folder.Train} again"));
            }
        }
    }

    private static void CheckRate(string option, double value, ICollection<Finding> findings)
    {
        if (value is not (>= 0 and <= 1))
        {
            findings.Add(new Finding(option, null, string.Create(CultureInfo.InvariantCulture, $"{value}"), "a probability, between 0 and 1"));
        }
    }

    private static Division Divide(
        LabelList list, ImmutableArray<Member> members, IReadOnlyList<Division> subCategories, SplitOptions options, ICollection<Finding> findings, ICollection<string> warnings)
    {
        ImmutableArray<Member> inTrain = [.. subCategories.SelectMany(other => other.Train)];
        if (options.NTest == 0)
        {
            return new Division([], members);
        }

        if (members.IsEmpty)
        {
            return new Division(inTrain, []);
        }

        var before = findings.Count;
        var size = options.NTest > 1 ? Math.Floor(options.NTest) : Math.Floor(options.NTest * members.Length);
        if (size < 1 || size >= members.Length)
        {
            findings.Add(new Finding(
                list.Table.File,
                null,
                string.Create(CultureInfo.InvariantCulture, $"{members.Length} participant(s), of which --n_test {options.NTest} would leave {Math.Min(size, members.Length)} aside"),
                "at least one participant in each set; numbers up to 1 are proportions, 0 puts everybody into the subset"));
        }

        var strata = StratumColumn.Values(list, members, "--categorical_split_variable", options.CategoricalSplitVariable, findings);
        var demographics = options.IgnoreDemographics ? new Demographics(null, null) : Demographics.Of([.. members, .. inTrain], findings);
        if (findings.Count > before)
        {
            return new Division([], []);
        }

        var random = new CountedRandom(LabelSeed.For(options.Seed, list.Label));
        var (inSubset, balance) = new BalancedDraw(strata, (int)size, demographics).Draw(options.PAgeThreshold, options.PSexThreshold, random);
        if (!options.IgnoreDemographics)
        {
            Warn(list, demographics, balance, options, warnings);
        }

        var own = Division.Of(members, index => inSubset[index]);
        return own with { Train = [.. own.Train, .. inTrain] };
    }

    private static void Warn(LabelList list, Demographics demographics, Balance balance, SplitOptions options, ICollection<string> warnings)
    {
        var unknown = new[] { (demographics.Ages is null, "age"), (demographics.Sexes is null, "sex") }.Where(pair => pair.Item1).Select(pair => pair.Item2).ToList();
        if (unknown.Count > 0)
        {
            warnings.Add($"{list.Label}: {string.Join(" and ", unknown)} not known, so the sets are not balanced by it.");
        }

        if (balance.Margin(options.PAgeThreshold, options.PSexThreshold) < 0)
        {
            warnings.Add(string.Create(
                CultureInfo.InvariantCulture,
                $"{list.Label}: none of {BalancedDraw.MostTries} draws is alike enough; the best one has p = {balance.PAge:0.000} for age (wanted {options.PAgeThreshold}) and p = {balance.PSex:0.000} for sex (wanted {options.PSexThreshold})."));
        }
    }

    private static IEnumerable<PlannedFile> Tables(LabelList list, Division division, SplitOptions options)
    {
        if (options.NTest > 0)
        {
            yield return DivisionTables.Baselines(Train, list, division.Train);
            yield return DivisionTables.Sessions(Train, list, division.Train);
        }

        yield return DivisionTables.Baselines(options.SubsetName, list, division.Subset);
        yield return DivisionTables.Sessions(options.SubsetName, list, division.Subset);
    }

    private static string Record(SplitOptions options) => ArgumentRecord.Of(json =>
    {
        json.WriteFloat("n_test", options.NTest);
        json.WriteString("subset_name", options.SubsetName);

        // As ClinicaDL stores it: whether MCI is treated specially, which the option of that name turns off.
        json.WriteBoolean("MCI_sub_categories", !options.MciSubCategories);
        json.WriteFloat("p_age_threshold", options.PAgeThreshold);
        json.WriteFloat("p_sex_threshold", options.PSexThreshold);
        json.WriteString("categorical_split_variable", options.CategoricalSplitVariable);
        json.WriteBoolean("ignore_demographics", options.IgnoreDemographics);
        json.WriteNumber("seed", options.Seed);
    });
}
