using SliceActors.Runs.Randomness;

namespace SliceActors.Learning.Augmentations;

/// <summary>The rectangle that random erasing sets to 0 in all channels: torchvision's <c>RandomErasing</c> with its defaults. Empty when nothing is erased.</summary>
/// <param name="Top">First row.</param>
/// <param name="Left">First column.</param>
/// <param name="Rows">Height.</param>
/// <param name="Columns">Width.</param>
internal readonly record struct Erasing(int Top, int Left, int Rows, int Columns)
{
    private const double Probability = 0.5;
    private const double SmallestArea = 0.02;
    private const double LargestArea = 0.33;
    private const double LogSmallestAspect = -1.2039728043259361; // ln 0.3
    private const double LogLargestAspect = 1.1939224684724346; // ln 3.3
    private const int Tries = 10;

    /// <summary>Draws a rectangle.</summary>
    /// <param name="side">Rows and columns of the image.</param>
    /// <param name="random">Where randomness comes from.</param>
    public static Erasing Draw(int side, CountedRandom random)
    {
        for (var tries = random.NextDouble() < Probability ? Tries : 0; tries > 0; tries--)
        {
            var area = side * side * (SmallestArea + ((LargestArea - SmallestArea) * random.NextDouble()));
            var aspect = PortableMath.Exp(LogSmallestAspect + ((LogLargestAspect - LogSmallestAspect) * random.NextDouble()));
            var (rows, columns) = ((int)Math.Round(Math.Sqrt(area * aspect)), (int)Math.Round(Math.Sqrt(area / aspect)));
            if (rows < side && columns < side)
            {
                return new Erasing(random.NextInt(side - rows + 1), random.NextInt(side - columns + 1), rows, columns);
            }
        }

        return default;
    }

    /// <summary>Erases.</summary>
    /// <param name="image">[channels, side, side].</param>
    /// <param name="side">Rows and columns.</param>
    public void ClearIn(Span<float> image, int side)
    {
        for (; !image.IsEmpty; image = image[(side * side)..])
        {
            for (var row = Top; row < Top + Rows; row++)
            {
                image.Slice((row * side) + Left, Columns).Clear();
            }
        }
    }
}
