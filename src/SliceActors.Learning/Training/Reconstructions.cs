using SliceActors.Imaging.Images;
using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Pictures;
using SliceActors.Learning.Batches;
using SliceActors.Learning.Networks;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;

namespace SliceActors.Learning.Training;

/// <summary>
/// Shows what an autoencoder makes of the first image of each set: each slice as the network sees it and as it reproduces it, as NIfTI volumes of one
/// slice that lie where the slice lies in its image, and all of them on one sheet. The bytes depend on network and slices only, so writing them again after
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
            Write(subset, subset == DataSubset.Train ? inputs.Train : inputs.Validation);
        }
    }

    private void Write(DataSubset subset, SliceSet set)
    {
        var image = job.Images[job.Fold.Set(subset)[0].Image];
        var source = job.Spec.Slices.UseExtractedSlices
            ? SourceGrid.OfExtraction(image.Path, job.Spec.Data.Preprocessing, job.Spec.Slices.Direction, job.Unit.Slices.First)
            : SourceGrid.Of(image.Path, job.Spec.Data.Preprocessing);
        var folder = job.Results.Reconstructions(job.Fold.Fold, subset);
        var slices = job.Unit.Slices;
        var sheet = new ContactSheet(slices.Count, Side);
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
