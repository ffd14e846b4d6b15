using SliceActors.Imaging.Images;
using SliceActors.Imaging.Store;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Folders;
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
        CheckStudy(results);
        var subjects = request.Others is { } others
            ? SubjectFinder.OfOthers(request, others, results, cache, warnings, findings)
            : SubjectFinder.OfStudy(request, results, warnings, findings);
        var images = SubjectGroups.Of(subjects, request.GroupBy, findings);
        var plan = new ExplanationPlan(
            request, results, subjects.Network, subjects.Architecture!, images, subjects.Folds, Grid(subjects, results.Options.Preprocessing, findings)!, subjects.Preparation)
        { Prediction = subjects.Prediction };
        CheckTarget(plan, findings);
        if (findings.Count == 0 && plan.Prediction is null && cache.CheckSpace(plan.Paths, plan.Preparation) is { } noSpace)
        {
            findings.Add(noSpace);
        }

        return findings.Count == 0 ? plan : throw new BadInputException(findings);
    }

    private static void CheckStudy(ResultFolder results)
    {
        var tree = results.Tree;
        if (!File.Exists(tree.RunFile) || results.Options.NetworkType == NetworkType.Autoencoder)
        {
            throw new BadInputException(new Finding(
                tree.Root,
                null,
                File.Exists(tree.RunFile) ? "an autoencoder, which puts nobody into a class" : "results that do not say which images were in the validation sets",
                "the results of a cnn or multicnn study of slice-actors"));
        }
    }

    /// <summary>The one grid of all images: a mean over images, and a map laid on any of them, need it.</summary>
    private static SourceGrid? Grid(Subjects subjects, Preprocessing preprocessing, List<Finding> findings)
    {
        SourceGrid? common = null;
        var (direction, slices) = (subjects.Preparation.Direction, subjects.Preparation.Slices);
        foreach (var image in subjects.Folds.SelectMany(fold => fold.Images).Distinct())
        {
            var path = subjects.Images[image].Path;
            try
            {
                var grid = subjects.Preparation.Extracted ? SourceGrid.OfExtraction(path, preprocessing, direction, slices.First) : SourceGrid.Of(path, preprocessing);
                common ??= grid;
                if (grid.Shape.SlicesAlong(direction) < slices.First.Value + slices.Count)
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
