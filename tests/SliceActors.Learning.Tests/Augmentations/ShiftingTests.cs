using SliceActors.Learning.Augmentations;

namespace SliceActors.Learning.Tests.Augmentations;

public sealed class ShiftingTests
{
    private const int Side = 16;

    [Fact]
    public void Two_columns_leave_on_the_left_and_two_zero_columns_come_in_on_the_right()
    {
        var image = Image();
        var row = image[..Side].ToArray();

        Shifting.Shift(image, Side, rows: 0, columns: 2);

        Assert.Equal([.. row[2..], 0, 0], image[..Side]);
    }

    [Fact]
    public void Each_shift_is_what_padding_on_one_side_and_cropping_on_the_other_gives()
    {
        var original = Image();
        for (var rows = -10; rows < 10; rows++)
        {
            for (var columns = -10; columns < 10; columns++)
            {
                var image = Image();

                Shifting.Shift(image, Side, rows, columns);

                for (var i = 0; i < image.Length; i++)
                {
                    var (plane, row, column) = (i / (Side * Side), (i / Side % Side) + rows, (i % Side) + columns);
                    var isInside = row is >= 0 and < Side && column is >= 0 and < Side;
                    Assert.Equal(isInside ? original[(((plane * Side) + row) * Side) + column] : 0, image[i]);
                }
            }
        }
    }

    /// <summary>Two channels of pixels that are all different.</summary>
    private static float[] Image() => [.. Enumerable.Range(1, 2 * Side * Side).Select(i => (float)i)];
}
