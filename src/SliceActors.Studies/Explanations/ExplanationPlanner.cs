using System.Collections.Immutable;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Predictions;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Journals;
using SliceActors.Studies.Prediction;
using SliceActors.Studies.Results;

namespace SliceActors.Studies.Explanations;

/// <summary>Turns a request into a plan, and finds everything that is wrong with it before anything is computed or written.</summary>
public static class ExplanationPlanner
{
    /// <summary>Reads the result folder, its tables and the headers of the images.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cache">Where prepared slices will be kept: has to have room for them.</param>
    /// <param name="warnings">Takes what a person should know though it stops nothing.</param>
    /// <exception cref="BadInputException">Holds all findings.</exception>
    /// <exception cref="BookkeepingException">What describes the run is missing, cut or damaged.</exception>
    public static ExplanationPlan Plan(ExplanationRequest request, SliceCache cache, ICollection<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(warnings);
        var findings = new List<Finding>();
        var results = ResultFolder.Open(request.ResultDirectory);
        var tree = results.Tree;
        if (!File.Exists(tree.RunFile) || results.Options.NetworkType == NetworkType.Autoencoder)
        {
            throw new BadInputException(new Finding(
                tree.Root,
                null,
                File.Exists(tree.RunFile) ? "an autoencoder, which puts nobody into a class" : "results that do not say which images were in the validation sets",
                "the results of a cnn or multicnn study of slice-actors"));
        }

        var study = SubmittedRun.Read(tree, warnings);
        var network = results.Network(warnings);
        var architecture = ArchitectureLookup.Find(network, findings);
        var trained = new TrainedNetworks(results, findings).Read(request.Selections, warnings);
        ImmutableArray<ExplainedFold> folds = findings.Count == 0 ? [.. trained.Select(fold => Fold(fold, study, results.Options, request)).Where(fold => !fold.Sessions.IsEmpty)] : [];
        CheckParticipants(request, study, findings);
        var preparation = new SlicePreparation(study.Spec.Slices.Direction, study.Plan.Slices, study.Spec.Slices.Unnormalize, study.Spec.Slices.UseExtractedSlices);
        var plan = new ExplanationPlan(request, results, study, network, architecture!, folds, Grid(study, folds, findings)!, preparation);
        CheckTarget(plan, findings);
        if (findings.Count == 0 && cache.CheckSpace(plan.Images, preparation) is { } noSpace)
        {
            findings.Add(noSpace);
        }

        return findings.Count == 0 ? plan : throw new BadInputException(findings);
    }

    private static ExplainedFold Fold(TrainedFold fold, RunCommands.SubmitRun study, RecordedOptions options, ExplanationRequest request) => new(
        fold,
        WeighedVote.Of(fold.Validation, StudyPredictor.Vote(options, fold)),
        [.. study.Plan.FoldOf(fold.Fold).Validation.Where(session => request.Participants.IsEmpty || request.Participants.Contains(study.Plan.Images[session.Image].ParticipantId))]);

    private static void CheckParticipants(ExplanationRequest request, RunCommands.SubmitRun study, List<Finding> findings)
    {
        var known = study.Plan.Folds.SelectMany(fold => fold.Validation).Select(session => study.Plan.Images[session.Image].ParticipantId).ToHashSet(StringComparer.Ordinal);
        foreach (var stranger in request.Participants.Where(participant => !known.Contains(participant)))
        {
            findings.Add(new Finding("--participants", null, stranger, "participants of a validation set of the study"));
        }
    }

    /// <summary>The one grid of all images: a mean over images, and a map laid on any of them, need it.</summary>
    private static SourceGrid? Grid(RunCommands.SubmitRun study, ImmutableArray<ExplainedFold> folds, List<Finding> findings)
    {
        SourceGrid? common = null;
        foreach (var image in folds.SelectMany(fold => fold.Sessions).Select(session => session.Image).Distinct())
        {
            var path = study.Plan.Images[image].Path;
            try
            {
                var (preprocessing, direction) = (study.Spec.Data.Preprocessing, study.Spec.Slices.Direction);
                var grid = study.Spec.Slices.UseExtractedSlices ? SourceGrid.OfExtraction(path, preprocessing, direction, study.Plan.Slices.First) : SourceGrid.Of(path, preprocessing);
                common ??= grid;
                var needed = study.Plan.Slices.First.Value + study.Plan.Slices.Count;
                if (grid.Shape.SlicesAlong(direction) < needed)
                {
                    findings.Add(new Finding(path, null, "slices only: nobody knows how large the volume was that they were cut from", "the volume, or its tensor, in the same session folder"));
                }
                else if (!grid.IsSame(common))
                {
                    findings.Add(new Finding(path, null, $"a voxel grid of {grid.Shape} that is another one than that of the first image ({common.Shape}), or lies elsewhere", "one grid for all images that are explained together; choose with --participants"));
                }
            }
            catch (BadInputException bad)
            {
                findings.AddRange(bad.Findings);
            }
        }

        return common;
    }

    private static void CheckTarget(ExplanationPlan plan, List<Finding> findings)
    {
        var tree = plan.Results.Tree;
        if (OutputFolder.IsAtWork(tree))
        {
            findings.Add(new Finding(tree.Root, null, "a process is at work in it", "a training that has ended"));
        }

        foreach (var target in plan.Request.Selections.Select(plan.Target).Where(target => Directory.Exists(target) && !plan.Request.Overwrite))
        {
            findings.Add(new Finding(target, null, "there are maps of this method already", "--overwrite to replace them"));
        }

        OutputFolder.CheckWritable(tree, findings);
    }
}
