namespace SliceActors.Imaging.Pictures;

/// <summary>Numbers as pixels, for labels: each digit 3 columns wide and 5 rows high.</summary>
internal static class Digits
{
    /// <summary>Rows of a label.</summary>
    public const int Height = 5 * Scale;

    private const int Scale = 2;
    private const int Advance = 4 * Scale;
    private const byte Ink = 255;

    // One digit after the other; of each its rows from the top, of each row three bits from the left.
    private static readonly int[][] Rows =
    [
        [7, 5, 5, 5, 7], [2, 6, 2, 2, 7], [7, 1, 7, 4, 7], [7, 1, 7, 1, 7], [5, 5, 7, 1, 1],
        [7, 4, 7, 1, 7], [7, 4, 7, 5, 7], [7, 1, 2, 2, 2], [7, 5, 7, 5, 7], [7, 5, 7, 1, 7],
    ];

    /// <summary>Draws a number.</summary>
    /// <param name="picture">Where to; has to be large enough.</param>
    /// <param name="left">Leftmost column.</param>
    /// <param name="top">Topmost row.</param>
    /// <param name="number">0 or more.</param>
    public static void Draw(GreyPicture picture, int left, int top, int number)
    {
        var text = $"{number}";
        for (var y = 0; y < Height; y++)
        {
            var row = picture.Row(top + y)[left..];
            for (var x = 0; x < text.Length * Advance; x++)
            {
                var column = x % Advance / Scale;
                if (column < 3 && (Rows[text[x / Advance] - '0'][y / Scale] & (4 >> column)) != 0)
                {
                    row[x] = Ink;
                }
            }
        }
    }
}
