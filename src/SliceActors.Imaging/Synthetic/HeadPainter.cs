using SliceActors.Imaging.Nifti;
using SliceActors.Imaging.Volumes;
using SliceActors.Runs.Randomness;
using SliceActors.Runs.Specs;

namespace SliceActors.Imaging.Synthetic;

/// <summary>
/// Paints a head as a T1 image shows it: scalp, skull, face, fluid, folded cortex, white matter, deep nuclei, ventricles, cerebellum. All shapes are ellipsoids
/// about points in millimetres (right, anterior, superior), with edges as soft as a voxel.
/// </summary>
internal static class HeadPainter
{
    // Field of view and first corner of a cropped t1-linear image.
    private const double FieldX = 169;
    private const double FieldY = 208;
    private const double FieldZ = 179;
    private const double CornerX = -84.5;
    private const double CornerY = -119.5;
    private const double CornerZ = -78.5;

    private const double Fluid = 22;
    private const double Scalp = 135;
    private const double Bone = 14;
    private const double Muscle = 58;
    private const double NoiseDeviation = 3;

    public static VoxelToWorld Affine(VolumeShape shape)
    {
        var (x, y, z) = VoxelSizes(shape);
        return new VoxelToWorld(x, 0, 0, CornerX + x / 2, 0, y, 0, CornerY + y / 2, 0, 0, z, CornerZ + z / 2);
    }

    /// <summary>The voxels of one session: anatomy by person, position and noise by session.</summary>
    /// <returns>Voxel <c>(i, j, k)</c> at <c>i + nx·(j + ny·k)</c>, not negative.</returns>
    public static float[] Paint(SyntheticStudy study, SyntheticParticipant person, int months)
    {
        var anatomy = new HeadAnatomy(new CountedRandom(person.Seed));
        var random = new CountedRandom(person.Seed + 1 + (ulong)months);
        var (shiftX, shiftY, shiftZ) = (random.NextGaussian(), random.NextGaussian(), random.NextGaussian());
        var affine = Affine(study.Shape);
        var (sizeX, sizeY, sizeZ) = VoxelSizes(study.Shape);
        var soft = (sizeX + sizeY + sizeZ) / 3;
        var (sin, cos) = Math.SinCos(anatomy.Tilt);
        var voxels = new float[study.Shape.VoxelCount];
        var at = 0;
        for (var k = 0; k < study.Shape.Width; k++)
        {
            for (var j = 0; j < study.Shape.Height; j++)
            {
                for (var i = 0; i < study.Shape.Depth; i++)
                {
                    // Into the person's own frame: centred, upright, of average size.
                    var x = (affine[0, 3] + sizeX * i + shiftX) / anatomy.ScaleX;
                    var forward = affine[1, 3] + sizeY * j + shiftY + 16;
                    var up = affine[2, 3] + sizeZ * k + shiftZ - 10;
                    var y = (cos * forward + sin * up) / anatomy.ScaleY;
                    var z = (cos * up - sin * forward) / anatomy.ScaleZ;
                    var widening = person.Diagnosis == "AD" ? Widening(study, i, j, k) : 1;
                    var brightness = Tissue(anatomy, x, y, z, widening, study.Direction, soft) * (1 + anatomy.Bias * x / FieldX * 2);

                    // Magnitude images have no negative values: noise in both channels (Rician).
                    var real = brightness + NoiseDeviation * random.NextGaussian();
                    var imaginary = NoiseDeviation * random.NextGaussian();
                    voxels[at++] = (float)(anatomy.Gain * Math.Sqrt(real * real + imaginary * imaginary));
                }
            }
        }

        return voxels;
    }

    /// <summary>1 outside the band, growing smoothly to 1 + effect at its middle.</summary>
    internal static double Widening(SyntheticStudy study, int i, int j, int k)
    {
        var slice = study.Direction switch { SliceDirection.Sagittal => i, SliceDirection.Coronal => j, _ => k };
        var inside = (slice - study.Band.First.Value + 0.5) / study.Band.Count;
        return inside is > 0 and < 1 ? 1 + study.Effect * Math.Sqrt(Math.Sin(Math.PI * inside)) : 1;
    }

    private static (double X, double Y, double Z) VoxelSizes(VolumeShape shape) => (FieldX / shape.Depth, FieldY / shape.Height, FieldZ / shape.Width);

    private static double Tissue(HeadAnatomy a, double x, double y, double z, double widening, SliceDirection across, double soft)
    {
        var head = Distance(x, y, z, 76, 96, 82);
        var neck = Math.Max(Distance(x, y + 10, 0, 48, 56, 1), z + 30);
        var skin = Math.Min(head, neck);
        if (skin > 2 * soft)
        {
            return 0;
        }

        var value = Mix(0, Scalp, skin, soft);
        value = Mix(value, Muscle, Math.Max(skin + 7, z + 38), soft);
        value = Mix(value, Bone, head + 5.5, soft);
        value = Mix(value, Fluid, head + 5.5 + a.SkullThickness, soft);
        value = Face(value, x, y, z, head + 5.5, soft);
        var cerebrum = Math.Max(head + 5.5 + a.SkullThickness + a.FluidThickness, -20 - z);
        var temporal = Distance(Math.Abs(x) - 42, y - 2, z + 26, 21, 40, 20);
        var brain = Math.Min(cerebrum, temporal);
        value = Brain(a, value, x, y, z, brain, soft);
        value = Cerebellum(a, value, x, y, z, soft);
        return Ventricles(a, value, x, y, z, widening, across, soft);
    }

    private static double Face(double value, double x, double y, double z, double underSkin, double soft)
    {
        value = Mix(value, Muscle, Math.Max(underSkin, Math.Max(z + 27, -20 - y)), soft);
        value = Mix(value, Bone, Math.Max(underSkin, Distance(x, y - 50, z + 50, 13, 24, 14)), soft);
        return Mix(value, Fluid + 8, Math.Max(underSkin, Distance(Math.Abs(x) - 31, y - 62, z + 40, 12, 12, 12)), soft);
    }

    private static double Brain(HeadAnatomy a, double value, double x, double y, double z, double brain, double soft)
    {
        if (brain > soft)
        {
            return value;
        }

        // Gyri: two crossed waves over the surface, the same on both sides but for a phase.
        var side = x < 0 ? a.FoldPhase3 : 0;
        var wave = Math.Sin(y / 7.5 + 2.2 * Math.Sin(z / 17 + a.FoldPhase1) + side) * Math.Sin(z / 7 + 2 * Math.Sin(y / 19 + a.FoldPhase2) + Math.Abs(x) / 9);
        value = Mix(value, a.GreyMatter, Math.Max(brain, 7 * (wave - 0.75) - Math.Max(0, -brain - 12)), soft);
        value = Mix(value, a.WhiteMatter, brain + a.CortexThickness + 5 * wave, soft);

        // The fissure between the hemispheres, and the cortex that lines it; the corpus callosum closes it below.
        var fissure = Math.Max(Math.Abs(x) - 0.9, 22 - z + 0.004 * y * y);
        value = Mix(value, a.GreyMatter, Math.Max(brain, fissure - 4.5), soft);
        value = Mix(value, Fluid, Math.Max(brain, fissure), soft);

        // Basal ganglia and thalamus.
        value = Mix(value, a.GreyMatter + 8, Distance(Math.Abs(x) - 25, y - 6, z - 2, 7, 18, 11), soft);
        return Mix(value, a.GreyMatter + 10, Distance(Math.Abs(x) - 10, y + 12, z - 2, 8, 13, 9), soft);
    }

    private static double Cerebellum(HeadAnatomy a, double value, double x, double y, double z, double soft)
    {
        var outside = Distance(Math.Abs(x) - 20, y + 46, z + 40, 31, 27, 19);
        value = Mix(value, Fluid, outside - 2.5, soft);
        value = Mix(value, a.GreyMatter - 3, outside, soft);
        value = Mix(value, a.WhiteMatter, outside + 7 + 3 * Math.Sin(z / 2.2), soft);
        return Mix(value, a.WhiteMatter - 6, Math.Max(Distance(x, y + 16 + 0.15 * z, 0, 12, 13, 1), Math.Max(z + 6, -66 - z)), soft);
    }

    // What the classes differ in: everything across the direction of slicing is drawn wider about the middle of each ventricle.
    private static double Ventricles(HeadAnatomy a, double value, double x, double y, double z, double widening, SliceDirection across, double soft)
    {
        var bodyX = 10 - 0.1 * y;
        var bodyZ = 14 - 0.006 * (y + 4) * (y + 4);
        var dx = Math.Abs(x) - bodyX;
        var dy = y + 8;
        var dz = z - bodyZ;
        var (wideX, wideY, wideZ) = across switch
        {
            SliceDirection.Sagittal => (1.0, 1 + (widening - 1) / 3, widening),
            SliceDirection.Coronal => (widening, 1.0, widening),
            _ => (widening, 1 + (widening - 1) / 3, 1.0),
        };
        var width = a.VentricleWidth;
        var lateral = Distance(dx, dy, dz, 7 * width * wideX, 36 * a.VentricleLength * wideY, 9 * width * wideZ);
        value = Mix(value, Fluid, lateral, soft);
        var third = Distance(x, y + 10, z, 2.5 * width * wideX, 14 * wideY, 10 * wideZ);
        return Mix(value, Fluid, third, soft);
    }

    // About the distance to the surface of an ellipsoid about the origin, negative inside.
    private static double Distance(double x, double y, double z, double radiusX, double radiusY, double radiusZ)
    {
        var (u, v, w) = (x / radiusX, y / radiusY, z / radiusZ);
        var length = Math.Sqrt(u * u + v * v + w * w);
        var slope = Math.Sqrt(u * u / (radiusX * radiusX) + v * v / (radiusY * radiusY) + w * w / (radiusZ * radiusZ));
        return slope == 0 ? -Math.Min(radiusX, Math.Min(radiusY, radiusZ)) : length * (length - 1) / slope;
    }

    // Covers what is there with a tissue inside a surface, partly where the surface cuts the voxel.
    private static double Mix(double below, double tissue, double distance, double soft) =>
        below + (tissue - below) * Math.Clamp(0.5 - distance / soft, 0, 1);
}
