using System.Globalization;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Pictures;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Networks;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Tables;

namespace SliceActors.Learning.Training;

/// <summary>
/// Shows what an autoencoder makes of the first image of each set: each slice as the network sees it and as it reproduces it, as NIfTI volumes of one
/// slice that lie where the slice lies in its image, and all of them on one sheet; and tells of every image how far it is from what it makes of it. The bytes depend on network and slices only, so writing them again after
/// a crash changes nothing.
/// </summary>
/// <param name="job">The unit.</param>
/// <param name="inputs">Its data.</param>
/// <param name="learner">Holds the network to show.</param>
/// <param name="cancellation">Looked at now and then.</param>
internal sealed class Reconstructions(TrainingJob job, UnitInputs inputs, Learner learner, CancellationToken cancellation)
{
    private const int Side = SliceNetwork.InputSize;

    /// <summary>Writes everything durably.</summary>
    /// <exception cref="BadInputException">The header of an image can no longer be read.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public void Write()
    {
        foreach (var subset in new[] { DataSubset.Validation, DataSubset.Train })
        {
            var set = subset == DataSubset.Train ? inputs.Train : inputs.Validation;
            var errors = Errors(subset, set);
            ReconstructionTable.Write(job.Results.Reconstructions(job.Fold.Fold, subset) + ".tsv", errors);
            Show(subset, set, errors[0]);
        }
    }

    private ReconstructionTable.Row[] Errors(DataSubset subset, SliceSet set)
    {
        var errors = new PictureErrors[set.Count / job.Unit.Slices.Count];
        learner.Answer(
            set,
            set.Count,
            (first, images, output) =>
            {
                var (seen, reproduced) = (images.ToFloats(), output.mean([1]).ToFloats());
                for (var i = 0; i < seen.Length / (Side * Side); i++)
                {
                    var image = (first + i) / job.Unit.Slices.Count;
                    (errors[image] ??= new PictureErrors(Side)).Add(seen.AsSpan(i * Side * Side, Side * Side), reproduced.AsSpan(i * Side * Side, Side * Side));
                }
            },
            cancellation);
        return [.. errors.Zip(job.Fold.Set(subset), (error, session) => new ReconstructionTable.Row(
            job.Images[session.Image].ParticipantId, job.Images[session.Image].SessionId, error.Mae, error.Rmse, error.Psnr, error.Ssim))];
    }

    private void Show(DataSubset subset, SliceSet set, ReconstructionTable.Row errors)
    {
        var image = job.Images[job.Fold.Set(subset)[0].Image];
        var source = job.Spec.Slices.UseExtractedSlices
            ? SourceGrid.OfExtraction(image.Path, job.Spec.Data.Preprocessing, job.Spec.Slices.Direction, job.Unit.Slices.First)
            : SourceGrid.Of(image.Path, job.Spec.Data.Preprocessing);
        var folder = job.Results.Reconstructions(job.Fold.Fold, subset);
        var slices = job.Unit.Slices;
        var axes = Enumerable.Range(0, 3).Where(axis => axis != (int)job.Spec.Slices.Direction).Select(source.Ends).ToList();
        var sheet = new ContactSheet(
            slices.Count,
            Side,
            $"{errors.ParticipantId} {errors.SessionId}",
            string.Create(CultureInfo.InvariantCulture, $"MAE {errors.Mae:0.0000}, SSIM {errors.Ssim:0.000}"),
            "input, output, difference",
            $"across {axes[0].First} to {axes[0].Last}, up {axes[1].First} to {axes[1].Last}");
        learner.Answer(
            set,
            slices.Count,
            (first, images, output) =>
            {
                var seen = images.ToFloats();

                // A network with several input channels sees the grey slice in each of them and answers in as many: their mean is its grey picture.
                var reproduced = output.mean([1]).ToFloats();
                for (var i = 0; i < seen.Length / (Side * Side); i++)
                {
                    var input = seen.AsSpan(i * Side * Side, Side * Side);
                    var answer = reproduced.AsSpan(i * Side * Side, Side * Side);
                    var grid = source.OfSlice(job.Spec.Slices.Direction, slices.At(first + i), Side);
                    Write(Path.Combine(folder, $"input-{first + i}.nii.gz"), grid, input);
                    Write(Path.Combine(folder, $"output-{first + i}.nii.gz"), grid, answer);
                    sheet.Add(first + i, slices.At(first + i), input, answer);
                }
            },
            cancellation);
        PngFile.Write(folder + ".png", sheet.Picture);
    }

    // A plane runs along its rows, a NIfTI volume along its first axis.
    private static void Write(string path, SourceGrid grid, ReadOnlySpan<float> plane)
    {
        var voxels = new float[plane.Length];
        for (var i = 0; i < voxels.Length; i++)
        {
            voxels[i] = plane[(i % Side * Side) + (i / Side)];
        }

        NiftiWriter.Write(path, grid.Shape, voxels, grid.Affine);
    }
}
