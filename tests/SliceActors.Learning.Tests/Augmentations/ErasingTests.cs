using SliceActors.Learning.Augmentations;
using SliceActors.Runs.Randomness;

namespace SliceActors.Learning.Tests.Augmentations;

public sealed class ErasingTests
{
    private const int Side = 224;
    private const int Draws = 40_000;
    private static readonly Erasing[] Drawn = Draw();

    [Fact]
    public void Every_second_image_keeps_all_its_pixels()
    {
        Assert.Equal(0.5, Drawn.Count(rectangle => rectangle == default) / (double)Draws, 5 * Math.Sqrt(0.25 / Draws));
    }

    [Fact]
    public void Areas_are_uniform_and_aspects_uniform_in_their_logarithm()
    {
        var rectangles = Drawn.Where(rectangle => rectangle != default).ToList();

        // Rectangles that are too long for the image are drawn again, and sides are whole pixels: a little off uniform is right.
        AssertUniform(rectangles.Select(rectangle => rectangle.Rows * rectangle.Columns / (double)(Side * Side)), 0.02, 0.33, 0.02);
        AssertUniform(rectangles.Select(rectangle => Math.Log(rectangle.Rows / (double)rectangle.Columns)), Math.Log(0.3), Math.Log(3.3), 0.02);
        Assert.All(rectangles, rectangle => Assert.InRange(Math.Max(rectangle.Rows, rectangle.Columns), 1, Side - 1));
    }

    [Fact]
    public void Rectangles_lie_anywhere_inside()
    {
        var rectangles = Drawn.Where(rectangle => rectangle != default).ToList();

        AssertUniform(rectangles.Select(rectangle => (rectangle.Top + 0.5) / (Side - rectangle.Rows + 1)), 0, 1, 0.02);
        AssertUniform(rectangles.Select(rectangle => (rectangle.Left + 0.5) / (Side - rectangle.Columns + 1)), 0, 1, 0.02);
        Assert.All(rectangles, rectangle => Assert.True(rectangle.Top + rectangle.Rows <= Side && rectangle.Left + rectangle.Columns <= Side));
        Assert.Contains(rectangles, rectangle => rectangle.Top + rectangle.Rows == Side);
        Assert.Contains(rectangles, rectangle => rectangle.Left == 0);
    }

    [Fact]
    public void The_pixels_of_the_rectangle_become_0_in_all_channels_and_no_others()
    {
        var image = Enumerable.Repeat(1f, 2 * 16 * 16).ToArray();

        new Erasing(Top: 3, Left: 5, Rows: 4, Columns: 2).ClearIn(image, 16);

        Assert.All(Enumerable.Range(0, image.Length), i => Assert.Equal(i / 16 % 16 is >= 3 and < 7 && i % 16 is 5 or 6 ? 0 : 1, image[i]));
    }

    private static Erasing[] Draw()
    {
        var random = new CountedRandom(11);
        return [.. Enumerable.Range(0, Draws).Select(_ => Erasing.Draw(Side, random))];
    }

    private static void AssertUniform(IEnumerable<double> values, double low, double high, double tolerance)
    {
        var sorted = values.Order().ToArray();
        Assert.InRange(sorted.Length, Draws / 3, Draws);
        Assert.InRange(sorted.Select((value, i) => Math.Abs(((value - low) / (high - low)) - ((i + 0.5) / sorted.Length))).Max(), 0, tolerance);
    }
}
