using SliceActors.Runs.Ids;

namespace SliceActors.Imaging.Pictures;

/// <summary>
/// One picture of many slices: below a heading, and under the number of each slice, what a network saw, what it made of it, and the absolute difference of the two. Slices
/// follow each other from left to right, then downwards. They are shown at half their size, the second of their axes upwards, as an atlas shows them.
/// </summary>
public sealed class ContactSheet
{
    private const int Gap = 6;
    private const int Shrink = 2;
    private const byte Ground = 64;
    private const double WidthToHeight = 1.5;

    private readonly int cell;
    private readonly int columns;
    private readonly int head;

    /// <summary>Makes an empty sheet.</summary>
    /// <param name="count">Slices that will be added, at least 1.</param>
    /// <param name="side">Rows and columns of a slice: even, and enough for the numbers of the slices, which take 16 per digit.</param>
    /// <param name="heading">Lines above the slices.</param>
    public ContactSheet(int count, int side, params ReadOnlySpan<string> heading)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        cell = side / Shrink;
        columns = Math.Clamp((int)Math.Ceiling(Math.Sqrt(count * WidthToHeight * GroupHeight / GroupWidth)), 1, count);
        head = heading.Length * (Lettering.Height + Gap);
        var width = (columns * GroupWidth) + Gap;
        foreach (var line in heading)
        {
            width = Math.Max(width, Lettering.WidthOf(line) + (2 * Gap));
        }

        Picture = new GreyPicture(width, head + (((count + columns - 1) / columns) * GroupHeight) + Gap);
        for (var y = 0; y < Picture.Height; y++)
        {
            Picture.Row(y).Fill(Ground);
        }

        for (var line = 0; line < heading.Length; line++)
        {
            Lettering.Draw(Picture, Gap, Gap + (line * (Lettering.Height + Gap)), heading[line]);
        }
    }

    /// <summary>The sheet.</summary>
    public GreyPicture Picture { get; }

    private int GroupWidth => cell + Gap;

    private int GroupHeight => Gap + Lettering.Height + (3 * (cell + Gap));

    /// <summary>Adds a slice.</summary>
    /// <param name="position">Its place on the sheet, from 0.</param>
    /// <param name="slice">Its number.</param>
    /// <param name="input">Pixels row after row; 0 is black, 1 white, what lies outside is cut off.</param>
    /// <param name="output">The same, as the network reproduced it.</param>
    public void Add(int position, SliceIndex slice, ReadOnlySpan<float> input, ReadOnlySpan<float> output)
    {
        var left = Gap + (position % columns * GroupWidth);
        var top = head + Gap + (position / columns * GroupHeight);
        var difference = new float[input.Length];
        for (var i = 0; i < difference.Length; i++)
        {
            difference[i] = Math.Abs(input[i] - output[i]);
        }

        Lettering.Draw(Picture, left, top, $"{slice.Value}");
        top += Lettering.Height + Gap;
        Draw(left, top, input);
        Draw(left, top + cell + Gap, output);
        Draw(left, top + (2 * (cell + Gap)), difference);
    }

    private void Draw(int left, int top, ReadOnlySpan<float> plane)
    {
        var side = cell * Shrink;
        for (var y = 0; y < cell; y++)
        {
            var target = Picture.Row(top + cell - 1 - y).Slice(left, cell);
            for (var x = 0; x < cell; x++)
            {
                var sum = 0f;
                for (var i = 0; i < Shrink; i++)
                {
                    var row = plane.Slice((((x * Shrink) + i) * side) + (y * Shrink), Shrink);
                    foreach (var value in row)
                    {
                        sum += value;
                    }
                }

                target[x] = (byte)Math.Clamp((sum / (Shrink * Shrink) * byte.MaxValue) + 0.5f, 0, byte.MaxValue);
            }
        }
    }
}
