using SliceActors.Runs.Randomness;

namespace SliceActors.Imaging.Synthetic;

/// <summary>What makes one made-up head differ from the next. Lengths in millimetres, sizes as factors.</summary>
internal sealed class HeadAnatomy
{
    public HeadAnatomy(CountedRandom random)
    {
        ScaleX = Near(1, 0.02);
        ScaleY = Near(1, 0.02);
        ScaleZ = Near(1, 0.02);
        Tilt = Near(0, 0.03);
        SkullThickness = Near(6.5, 0.8);
        FluidThickness = Near(3, 0.5);
        CortexThickness = Near(8.5, 0.6);
        VentricleWidth = Math.Exp(Near(0, 0.08));
        VentricleLength = Near(1, 0.04);
        FoldPhase1 = 2 * Math.PI * random.NextDouble();
        FoldPhase2 = 2 * Math.PI * random.NextDouble();
        FoldPhase3 = 2 * Math.PI * random.NextDouble();
        WhiteMatter = Near(110, 2);
        GreyMatter = Near(76, 2);
        Gain = Near(4, 0.3);
        Bias = Near(0.08, 0.03);

        double Near(double mean, double deviation) => mean + deviation * random.NextGaussian();
    }

    public double ScaleX { get; }

    public double ScaleY { get; }

    public double ScaleZ { get; }

    /// <summary>Nod of the head, radians.</summary>
    public double Tilt { get; }

    public double SkullThickness { get; }

    /// <summary>Between skull and brain.</summary>
    public double FluidThickness { get; }

    public double CortexThickness { get; }

    /// <summary>Width of the ventricles against the average.</summary>
    public double VentricleWidth { get; }

    public double VentricleLength { get; }

    public double FoldPhase1 { get; }

    public double FoldPhase2 { get; }

    public double FoldPhase3 { get; }

    public double WhiteMatter { get; }

    public double GreyMatter { get; }

    /// <summary>Scanner units per unit of brightness.</summary>
    public double Gain { get; }

    /// <summary>How much brighter the head is at one side than in the middle.</summary>
    public double Bias { get; }
}
