using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;

namespace SliceActors.Cohorts.TsvTool;

/// <summary><c>tsvtool kfold</c>: deals the participants of each label to folds.</summary>
public static class KFoldTool
{
    /// <summary>Deals participants and puts the tables together; writes nothing.</summary>
    /// <param name="options">The options.</param>
    /// <param name="findings">Receives everything that is wrong with options and tables. When there is something, the tree is of no use.</param>
    /// <param name="warnings">Receives what is worth knowing, one sentence each.</param>
    public static PlannedTree Plan(KFoldOptions options, ICollection<Finding> findings, ICollection<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(findings);
        ArgumentNullException.ThrowIfNull(warnings);
        SubsetName.Check(options.SubsetName, findings);
        if (options.NSplits < 2)
        {
            findings.Add(new Finding("--n_splits", null, $"{options.NSplits}", "at least 2; tsvtool split makes a single split"));
        }

        CheckNobodyIsHeldOut(new DividedFolder(options.FormattedDataPath), findings);
        var lists = LabelFolder.Read(options.FormattedDataPath, findings, warnings);
        var folders = (Train: $"train_splits-{options.NSplits}", Subset: $"{options.SubsetName}_splits-{options.NSplits}");
        var labels = options.NSplits < 2 ? [] : MciTreatment.Divide<Division[]>(lists, !options.MciSubCategories, Divide);
        return new PlannedTree(options.FormattedDataPath, [folders.Train, folders.Subset], Tables(labels, folders), new PlannedFile("kfold.json", Record(options)))
        {
            Sets = [.. labels.SelectMany(label => label.Division.SelectMany((division, fold) => new[]
            {
                SetSummary.Of(fold, label.List.Label, DataSubset.Train.Term(), division.Train),
                SetSummary.Of(fold, label.List.Label, options.SubsetName, division.Subset),
            }))],
        };

        Division[] Divide(LabelList list, ImmutableArray<Member> members, IReadOnlyList<Division[]> subCategories)
        {
            var folds = FoldDealer.Deal(Strata(list, members, options, findings), options.NSplits);
            return [.. Enumerable.Range(0, options.NSplits).Select(fold =>
            {
                var own = Division.Of(members, index => folds[index] == fold);
                return new Division(
                    [.. own.Train, .. subCategories.SelectMany(other => other[fold].Train)],
                    [.. own.Subset, .. subCategories.SelectMany(other => other[fold].Subset)]);
            })];
        }
    }

    private static void CheckNobodyIsHeldOut(DividedFolder folder, ICollection<Finding> findings)
    {
        var heldOut = string.Join(", ", folder.HeldOut());
        if (heldOut.Length > 0)
        {
            findings.Add(new Finding(
                folder.Folder,
                null,
                $"lists of everybody, with those whom tsvtool split has held out as {heldOut}: folds would train with them",
                folder.HasTrain ? $"did you mean {folder.Train}?" : "lists without them"));
        }
    }

    private static ImmutableArray<PlannedFile> Tables(IReadOnlyList<(LabelList List, Division[] Folds)> labels, (string Train, string Subset) folders) =>
        [.. labels.SelectMany(label => label.Folds.SelectMany((division, fold) => new[]
        {
            DivisionTables.Sessions($"{folders.Train}/split-{fold}", label.List, division.Train),
            DivisionTables.Baselines($"{folders.Train}/split-{fold}", label.List, division.Train),
            DivisionTables.Baselines($"{folders.Subset}/split-{fold}", label.List, division.Subset),
        }))];

    private static string[] Strata(LabelList list, ImmutableArray<Member> members, KFoldOptions options, ICollection<Finding> findings)
    {
        // An empty file has its own finding, and MCI may have nobody beyond its sub-categories.
        if (members.Length > 0 && members.Length < options.NSplits)
        {
            findings.Add(new Finding(list.Table.File, null, $"{members.Length} participant(s) to deal", $"at least as many as there are folds, {options.NSplits}"));
        }

        return StratumColumn.Values(list, members, "--stratification", options.Stratification, findings);
    }

    private static string Record(KFoldOptions options) => ArgumentRecord.Of(json =>
    {
        json.WriteNumber("n_splits", options.NSplits);
        json.WriteString("subset_name", options.SubsetName);

        // As ClinicaDL stores it: whether MCI is treated specially, which the option of that name turns off.
        json.WriteBoolean("MCI_sub_categories", !options.MciSubCategories);
        json.WriteString("stratification", options.Stratification);
    });
}
