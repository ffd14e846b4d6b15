using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Images;

/// <summary>The cheap look at an image: its first bytes tell its shape and whether the file can hold it.</summary>
public static class ImageHeader
{
    /// <summary>Shape of a <c>.nii</c>, <c>.nii.gz</c> or <c>.pt</c> image, without its voxels.</summary>
    /// <exception cref="BadInputException">The file is absent, cannot be an image, or claims more than its size can hold.</exception>
    public static VolumeShape Read(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return NiftiFile.IsNifti(path) ? NiftiHeader.Read(path).Shape
            : TensorImage.IsTensor(path) ? TensorImage.ReadShape(path)
            : throw UnknownKind(path);
    }

    /// <summary>The same; what is wrong is collected instead of thrown.</summary>
    /// <param name="path">The image.</param>
    /// <param name="findings">Takes what is wrong.</param>
    /// <returns>The shape; null when there is a finding.</returns>
    public static VolumeShape? Read(string path, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        try
        {
            return Read(path);
        }
        catch (BadInputException bad)
        {
            foreach (var finding in bad.Findings)
            {
                findings.Add(finding);
            }

            return null;
        }
    }

    internal static BadInputException UnknownKind(string path) => BadImage.At(path, "the name tells no kind of image", "a name that ends in .nii, .nii.gz or .pt");
}
