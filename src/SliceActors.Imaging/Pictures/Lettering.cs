namespace SliceActors.Imaging.Pictures;

/// <summary>Words as pixels, for labels: each character 3 columns wide and 5 rows high, capitals only. A library that draws text needs fonts, which a node of a cluster need not have.</summary>
internal static class Lettering
{
    /// <summary>Rows of a label.</summary>
    public const int Height = 5 * Scale;

    private const int Scale = 2;
    private const int Advance = 4 * Scale;
    private const byte Ink = 255;
    private const string Known = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-_.,:+/";

    // One character after the other, as in the list above; of each its rows from the top, of each row three bits from the left.
    private static readonly int[][] Rows =
    [
        [7, 5, 5, 5, 7], [2, 6, 2, 2, 7], [7, 1, 7, 4, 7], [7, 1, 7, 1, 7], [5, 5, 7, 1, 1],
        [7, 4, 7, 1, 7], [7, 4, 7, 5, 7], [7, 1, 2, 2, 2], [7, 5, 7, 5, 7], [7, 5, 7, 1, 7],
        [2, 5, 7, 5, 5], [6, 5, 6, 5, 6], [3, 4, 4, 4, 3], [6, 5, 5, 5, 6], [7, 4, 6, 4, 7], [7, 4, 6, 4, 4], [3, 4, 5, 5, 3], [5, 5, 7, 5, 5], [7, 2, 2, 2, 7],
        [1, 1, 1, 5, 2], [5, 5, 6, 5, 5], [4, 4, 4, 4, 7], [5, 7, 7, 5, 5], [6, 5, 5, 5, 5], [2, 5, 5, 5, 2], [6, 5, 6, 4, 4], [2, 5, 5, 6, 3], [6, 5, 6, 5, 5],
        [3, 4, 2, 1, 6], [7, 2, 2, 2, 2], [5, 5, 5, 5, 7], [5, 5, 5, 5, 2], [5, 5, 7, 7, 5], [5, 5, 2, 5, 5], [5, 5, 2, 2, 2], [7, 1, 2, 4, 7],
        [0, 0, 7, 0, 0], [0, 0, 0, 0, 7], [0, 0, 0, 0, 2], [0, 0, 0, 2, 4], [0, 2, 0, 2, 0], [0, 2, 7, 2, 0], [1, 1, 2, 4, 4],
    ];

    /// <summary>Columns that a label takes.</summary>
    /// <param name="text">The label.</param>
    public static int WidthOf(string text) => text.Length * Advance;

    /// <summary>Draws a label; a character that has no picture leaves a gap.</summary>
    /// <param name="picture">Where to; what is outside is cut off.</param>
    /// <param name="left">Leftmost column.</param>
    /// <param name="top">Topmost row.</param>
    /// <param name="text">The label.</param>
    public static void Draw(GreyPicture picture, int left, int top, string text)
    {
        for (var y = 0; y < Height; y++)
        {
            var row = picture.Row(top + y)[left..];
            for (var x = 0; x < Math.Min(WidthOf(text), row.Length); x++)
            {
                var column = x % Advance / Scale;
                var glyph = Known.IndexOf(char.ToUpperInvariant(text[x / Advance]), StringComparison.Ordinal);
                if (glyph >= 0 && column < 3 && (Rows[glyph][y / Scale] & (4 >> column)) != 0)
                {
                    row[x] = Ink;
                }
            }
        }
    }
}
