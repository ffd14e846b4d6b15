using SliceActors.Imaging.Coarse;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Baselines;
using SliceActors.Studies.Folders;
using SliceActors.Studies.People;

namespace SliceActors.Studies.Baselines;

/// <summary>A study whose baselines are wanted: the same images, labels and folds as its networks had.</summary>
/// <param name="Tree">The folder of the study.</param>
/// <param name="Spec">What the command line said.</param>
/// <param name="Plan">Images and folds.</param>
public sealed record BaselineStudy(ResultTree Tree, RunSpec Spec, RunPlan Plan)
{
    /// <summary>Opens a study, finished or not.</summary>
    /// <param name="tree">Its folder.</param>
    /// <exception cref="RefusedException">The folder holds no run.</exception>
    /// <exception cref="BookkeepingException">What describes the run is missing, cut or damaged.</exception>
    /// <exception cref="BadInputException">It is one that baselines cannot be made for.</exception>
    public static BaselineStudy Open(ResultTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var submission = SubmissionFile.Read(tree, OutputFolder.ExistingRun(tree));
        var findings = new List<Finding>();
        if (submission.Spec.NetworkType == NetworkType.Autoencoder)
        {
            findings.Add(new Finding(tree.Root, null, "the study of an autoencoder, which puts nobody into a class", "a cnn or multicnn study"));
        }

        if (submission.Spec.Slices.UseExtractedSlices)
        {
            findings.Add(new Finding(tree.Root, null, "a study of extracted slices", "one of volumes: baselines look at whole images"));
        }

        return findings.Count == 0 ? new BaselineStudy(tree, submission.Spec, submission.Plan) : throw new BadInputException(findings);
    }

    /// <summary>Fits every baseline to every fold.</summary>
    /// <param name="done">Is told after each image how many are read; called by several threads.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>What they make of the validation sets.</returns>
    /// <exception cref="BadInputException">Images are absent or damaged, or tables have cells that are no age or sex; holds all findings.</exception>
    public FittedBaselines Fit(Action<int> done, CancellationToken cancellation)
    {
        var findings = new List<Finding>();
        var (covariates, reason) = StudyCovariates.Of(Spec, Plan, findings);
        try
        {
            var images = CoarseImages.Read([.. Plan.Images.Select(image => image.Path)], scaled: !Spec.Slices.Unnormalize, done, cancellation);
            return findings.Count == 0 ? BaselineFits.Of(Plan, LinearKernel.Of(images, cancellation), covariates, reason) : throw new BadInputException(findings);
        }
        catch (BadInputException bad) when (bad.Findings != findings)
        {
            throw new BadInputException([.. findings, .. bad.Findings]);
        }
    }
}
