using SliceActors.Runs.Errors;

namespace SliceActors.Imaging.Nifti;

/// <summary>Chooses and computes the voxel-to-world map of a header.</summary>
internal static class NiftiAffine
{
    /// <returns>The map; null with a finding when the qform is impossible.</returns>
    public static VoxelToWorld? Read(NiftiLayout layout, HeaderFields fields, string path, List<Finding> findings)
    {
        if (layout.Code(fields, layout.SformCode) != 0)
        {
            Span<double> rows = stackalloc double[12];
            for (var i = 0; i < rows.Length; i++)
            {
                rows[i] = layout.Real(fields, layout.Srow, i);
            }

            return new VoxelToWorld(rows);
        }

        return layout.Code(fields, layout.QformCode) != 0 ? FromQuaternion(layout, fields, path, findings) : FromVoxelSizes(layout, fields);
    }

    // Method 2 of nifti1.h: rotation from a unit quaternion (a, b, c, d), voxel sizes, third axis flipped when qfac is -1.
    private static VoxelToWorld? FromQuaternion(NiftiLayout layout, HeaderFields fields, string path, List<Finding> findings)
    {
        var b = layout.Real(fields, layout.Quatern, 0);
        var c = layout.Real(fields, layout.Quatern, 1);
        var d = layout.Real(fields, layout.Quatern, 2);
        var square = 1 - (b * b + c * c + d * d);
        if (!(square >= -layout.QuaternionTolerance))
        {
            findings.Add(new Finding(path, null, $"the qform quaternion ({b}, {c}, {d}) is longer than 1", "b² + c² + d² of at most 1, or qform_code 0"));
            return null;
        }

        var a = Math.Sqrt(Math.Max(0, square));
        var s = 2 / (a * a + b * b + c * c + d * d);
        var x = VoxelSize(layout, fields, 0);
        var y = VoxelSize(layout, fields, 1);
        var z = VoxelSize(layout, fields, 2) * (layout.Real(fields, layout.Pixdim) == -1 ? -1 : 1);
        return new VoxelToWorld(
            (1 - s * (c * c + d * d)) * x, s * (b * c - a * d) * y, s * (b * d + a * c) * z, layout.Real(fields, layout.Qoffset, 0),
            s * (b * c + a * d) * x, (1 - s * (b * b + d * d)) * y, s * (c * d - a * b) * z, layout.Real(fields, layout.Qoffset, 1),
            s * (b * d - a * c) * x, s * (c * d + a * b) * y, (1 - s * (b * b + c * c)) * z, layout.Real(fields, layout.Qoffset, 2));
    }

    // Method 1 of nifti1.h, centred and with the first axis pointing left: what nibabel makes of a file without orientation.
    private static VoxelToWorld FromVoxelSizes(NiftiLayout layout, HeaderFields fields)
    {
        Span<double> rows = stackalloc double[12];
        for (var axis = 0; axis < 3; axis++)
        {
            var size = axis == 0 ? -VoxelSize(layout, fields, axis) : VoxelSize(layout, fields, axis);
            rows[axis * 5] = size;
            rows[axis * 4 + 3] = -size * (layout.Dimension(fields, axis + 1) - 1) / 2;
        }

        return new VoxelToWorld(rows);
    }

    // Headers in the wild have negative and zero sizes; nibabel repairs them in this way.
    private static double VoxelSize(NiftiLayout layout, HeaderFields fields, int axis)
    {
        var size = Math.Abs(layout.Real(fields, layout.Pixdim, axis + 1));
        return size == 0 ? 1 : size;
    }
}
