using System.Collections.Immutable;

namespace SliceActors.Imaging.Nifti;

/// <summary>
/// What a header says of where its voxels lie, as it says it: a map with the same words lies on the image in every program, whichever of them the program believes.
/// </summary>
/// <param name="QformCode">What the quaternion leads to.</param>
/// <param name="SformCode">What the three rows lead to.</param>
/// <param name="Pixdim">qfac and the sizes of voxels.</param>
/// <param name="Quaternion">b, c, d, and the offset.</param>
/// <param name="Rows">Three rows of four numbers.</param>
public sealed record NiftiSpace(int QformCode, int SformCode, ImmutableArray<double> Pixdim, ImmutableArray<double> Quaternion, ImmutableArray<double> Rows)
{
    /// <summary>Reads it.</summary>
    internal static NiftiSpace Read(NiftiLayout layout, HeaderFields fields)
    {
        var (pixdim, quaternion, rows) = (new double[4], new double[6], new double[12]);
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = layout.Real(fields, layout.Srow, i);
            if (i < quaternion.Length)
            {
                quaternion[i] = layout.Real(fields, i < 3 ? layout.Quatern : layout.Qoffset, i % 3);
            }

            if (i < pixdim.Length)
            {
                pixdim[i] = layout.Real(fields, layout.Pixdim, i);
            }
        }

        return new NiftiSpace(layout.Code(fields, layout.QformCode), layout.Code(fields, layout.SformCode), [.. pixdim], [.. quaternion], [.. rows]);
    }
}
