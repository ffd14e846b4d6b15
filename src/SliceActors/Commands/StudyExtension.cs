using System.CommandLine;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Learning.Transfer;
using SliceActors.Options;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Specs;
using SliceActors.Screens;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Submission;

namespace SliceActors.Commands;

/// <summary>What <c>resume</c> is asked to add to a study: epochs, folds.</summary>
internal sealed class StudyExtension
{
    private readonly Option<int?> epochs = new("--epochs") { Description = "Train further, to N epochs in all; networks that stopped early stay as they are.", HelpName = "N" };
    private readonly Option<int[]> split = new("--split") { Description = "Train these folds, too.", HelpName = "FOLD", AllowMultipleArgumentsPerToken = true, DefaultValueFactory = _ => [] };

    public void AddTo(Command command)
    {
        command.AddGroup("More than was asked for at the start", epochs, split);
        command.AddExamples("results", "results --epochs 40", "results --split 3 4");
    }

    /// <summary>Refuses to add anything.</summary>
    /// <exception cref="BadInputException">Something is to be added.</exception>
    public void Refuse(ParseResult parsed, string expected)
    {
        var findings = new List<Finding>();
        var check = new OptionCheck(findings);
        check.That(parsed.GetValue(epochs) is null, epochs, $"{parsed.GetValue(epochs)}", expected);
        check.That(parsed.GetRequiredValue(split).Length == 0, split, string.Join(' ', parsed.GetRequiredValue(split)), expected);
        if (findings.Count > 0)
        {
            throw new BadInputException(findings);
        }
    }

    /// <summary>The study with what is added, as if it had been asked for at the start.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="submission">The study as it is.</param>
    /// <param name="shared">Says where prepared slices are kept.</param>
    /// <param name="cancellation">Ends the check of further folds.</param>
    /// <returns>Null when nothing is added.</returns>
    /// <exception cref="BadInputException">It cannot be added.</exception>
    public async Task<PendingExtension?> Of(
        ParseResult parsed, RunCommands.SubmitRun submission, SharedOptions shared, CancellationToken cancellation)
    {
        var (spec, findings) = (submission.Spec, new List<Finding>());
        var check = new OptionCheck(findings);
        var before = spec.Optimisation.Epochs;
        var inAll = check.Optional(epochs, parsed.GetValue(epochs), value => value >= before, $"at least the {before} of the study") ?? before;
        var folds = parsed.GetRequiredValue(split);
        var known = submission.Plan.Folds.Select(fold => fold.Fold.Value).ToList();
        var isMore = inAll != before || !folds.All(known.Contains);
        check.That(
            !isMore || submission.Plan.Variations.IsEmpty,
            inAll == before ? split : epochs,
            "a study with permutations or repeats, whose networks are not kept",
            "a study without them; train a new one in a folder of its own");
        check.That(folds.Length == 0 || spec.Data.NSplits is not null, split, string.Join(' ', folds), "a study of several folds; this one has a single split");
        if (findings.Count > 0)
        {
            throw new BadInputException(findings);
        }

        var asked = spec with { Optimisation = spec.Optimisation with { Epochs = inAll } };
        if (folds.All(known.Contains))
        {
            return inAll == before ? null : new PendingExtension(submission with { Spec = asked }, null, null);
        }

        // All folds are what no --split stands for.
        int[] union = [.. known.Concat(folds).Distinct().Order()];
        asked = asked with { Data = asked.Data with { Split = union.SequenceEqual(Enumerable.Range(0, spec.Data.NSplits!.Value)) ? [] : [.. union] } };
        return await WithFolds(asked, submission, parsed, shared, cancellation);
    }

    private static async Task<PendingExtension> WithFolds(
        RunSpec asked, RunCommands.SubmitRun submission, ParseResult parsed, SharedOptions shared, CancellationToken cancellation)
    {
        var (cache, warnings) = (shared.Cache(parsed), new List<string>());
        var found = await new StudyCheck(cache, shared.CacheDirectory(parsed), NetworkTrial.Passes).Check(asked, FoundNetwork.Of(asked.Network), [], warnings, cancellation);
        StudyDesk.Warn(warnings);
        RefuseOtherSources(submission, found.Transfer);
        var threads = Machine.Beginning(found.Spec, found.Plan.Units(found.Spec.NetworkType).Length, null).IntraOpThreads;
        if (threads != asked.Compute.IntraOpThreads)
        {
            Console.Error.WriteLine(
                $"Warning: networks of this study have {Count.Of(asked.Compute.IntraOpThreads, "thread")} each, and those of the new folds get as many. With all folds from the start it would be {threads}: last digits may differ.");
        }

        var (digests, leakage) = StudyDesk.PrepareSlices(found, cache, shared.Quiet(parsed), cancellation);
        return new PendingExtension(submission with { Spec = found.Spec, Plan = found.Plan, ImageDigests = [.. digests] }, found.Transfer, leakage);
    }

    /// <summary>The folds that are there began with files that have to be the same still: the study would not be one.</summary>
    private static void RefuseOtherSources(RunCommands.SubmitRun submission, TransferManifest? transfer)
    {
        if (transfer is null || submission.Spec.Network.TransferDigest is not { } digest)
        {
            return;
        }

        var now = transfer.Files.ToDictionary(file => file.Unit);
        var changed = TransferManifest.Read(new ResultTree(submission.OutputDirectory), digest).Files
            .Where(file => !now.TryGetValue(file.Unit, out var known) || known.Sha256 != file.Sha256)
            .Select(file => new Finding(file.Path, null, "another network than the one that the study began with", $"the file with the SHA-256 {file.Sha256}"))
            .ToList();
        if (changed.Count > 0)
        {
            throw new BadInputException(changed);
        }
    }
}
