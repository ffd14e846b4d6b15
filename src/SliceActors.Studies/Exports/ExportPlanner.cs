using System.Collections.Immutable;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Predictions;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Journals;
using SliceActors.Studies.Prediction;
using SliceActors.Studies.Results;

namespace SliceActors.Studies.Exports;

/// <summary>Turns a request into a plan, and finds everything that is wrong with it before anything is written.</summary>
public static class ExportPlanner
{
    /// <summary>Reads the result folder and its tables.</summary>
    /// <param name="request">The request.</param>
    /// <param name="warnings">Takes what a person should know though it stops nothing.</param>
    /// <exception cref="BadInputException">Holds all findings.</exception>
    /// <exception cref="BookkeepingException">What describes the run is missing, cut or damaged.</exception>
    public static ExportPlan Plan(ExportRequest request, ICollection<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(warnings);
        var results = ResultFolder.Open(request.ResultDirectory);
        if (!File.Exists(results.Tree.RunFile))
        {
            throw new BadInputException(new Finding(
                results.Tree.Root, null, "results that do not say which images they were made from, as those of ClinicaDL", "the results of a study of slice-actors"));
        }

        var findings = new List<Finding>();
        var study = SubmittedRun.Read(results.Tree, warnings);
        var architecture = ArchitectureLookup.Find(results.Network(warnings), findings);
        var networks = study.Spec.NetworkType == NetworkType.Autoencoder
            ? Autoencoders(results, study, findings)
            : Classifiers(new TrainedNetworks(results, findings).Read(request.Selections, warnings), study);
        var plan = new ExportPlan(request, results, study, architecture!, networks);
        if (OutputFolder.IsAtWork(results.Tree))
        {
            findings.Add(new Finding(results.Tree.Root, null, "a process is at work in it", "a training that has ended"));
        }

        foreach (var prefix in PredictionRecord.LeftOut(results.Tree))
        {
            warnings.Add(PredictionRecord.Sentence(results.Tree, prefix));
        }

        if (RealPath.IsWithin(plan.Target, results.Tree.Root))
        {
            findings.Add(new Finding(plan.Target, null, "a folder within the results", "a folder elsewhere (OUTPUT_DIRECTORY): what is taken away is no part of them"));
        }

        CheckTarget(plan.Target, findings, warnings);
        return findings.Count == 0 ? plan : throw new BadInputException(findings);
    }

    /// <summary>Looks whether the networks can be written. Makes one, so a user's has to be tried before in a process that nobody needs.</summary>
    /// <param name="plan">A plan.</param>
    /// <exception cref="BadInputException">They cannot.</exception>
    public static void CheckNetworks(ExportPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        if (plan.Request.Onnx && plan.Onnx.Misfit() is { } misfit)
        {
            throw new BadInputException(misfit);
        }
    }

    private static ImmutableArray<ExportedNetwork> Classifiers(ImmutableArray<TrainedFold> folds, RunCommands.SubmitRun study) =>
    [
        .. from fold in folds
           let shares = WeighedVote.Of(fold.Validation, study.Spec.Vote).Shares
           from network in fold.Networks
           let number = study.Spec.NetworkType == NetworkType.Multicnn ? new NetworkIndex(network.Slices.First.Value - study.Plan.Slices.First.Value) : (NetworkIndex?)null
           select new ExportedNetwork(
               new UnitId(fold.Fold, number),
               fold.Selection,
               [.. Enumerable.Range(0, network.Slices.Count).Select(network.Slices.At).Select(slice => (slice, (double?)shares.GetValueOrDefault(slice)))],
               network.ModelFile),
    ];

    private static ImmutableArray<ExportedNetwork> Autoencoders(ResultFolder results, RunCommands.SubmitRun study, List<Finding> findings)
    {
        var slices = study.Plan.Slices;
        var networks = study.Plan.Folds.Where(fold => !fold.Fold.IsVariation).Select(fold => new ExportedNetwork(
            new UnitId(fold.Fold, null),
            Selection.BestLoss,
            [.. Enumerable.Range(0, slices.Count).Select(slice => (slices.At(slice), (double?)null))],
            results.Tree.Model(new UnitId(fold.Fold, null), Selection.BestLoss))).ToImmutableArray();
        findings.AddRange(networks.Where(network => !File.Exists(network.ModelFile))
            .Select(network => new Finding(network.ModelFile, null, "no such file", "the model of a finished training; one that was interrupted is finished by slice-actors resume, and networks that failed are trained anew (slice-actors status says which it is)")));
        return networks;
    }

    private static void CheckTarget(string target, List<Finding> findings, ICollection<string> warnings)
    {
        var leftovers = Directory.Exists(target) ? ExportLeftovers.In(target) : [];
        var known = leftovers.SelectMany(leftover => leftover.Paths).ToHashSet(StringComparer.Ordinal);
        if (File.Exists(target) || (Directory.Exists(target) && Directory.EnumerateFileSystemEntries(target).Any(entry => !known.Contains(entry))))
        {
            findings.Add(new Finding(target, null, File.Exists(target) ? "a file" : "a folder that holds something already", "a folder that is new or empty (OUTPUT_DIRECTORY)"));
            return;
        }

        OutputFolder.CheckWritable(new ResultTree(target), findings);
        if (known.Count > 0)
        {
            warnings.Add($"{target}: what an export that was killed left there is replaced.");
        }
    }
}
