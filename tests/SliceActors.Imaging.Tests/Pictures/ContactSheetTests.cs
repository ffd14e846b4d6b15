using SliceActors.Imaging.Pictures;
using SliceActors.Runs.Ids;
using SliceActors.Testing;

namespace SliceActors.Imaging.Tests.Pictures;

public class ContactSheetTests
{
    private const int Side = 8;
    private const int Cell = Side / 2;

    [Fact]
    public void Input_output_and_difference_stand_one_below_the_other()
    {
        var sheet = new ContactSheet(1, Side);
        sheet.Add(0, new SliceIndex(0), Plane(0.25f), Plane(0.75f));

        Assert.Equal([64, 191, 128], Cells(sheet, 0).Select(top => sheet.Picture.Row(top)[6]));
        Assert.Equal([64, 191, 128], Cells(sheet, 0).Select(top => sheet.Picture.Row(top + Cell - 1)[6 + Cell - 1]));
    }

    [Fact]
    public void What_lies_outside_of_black_and_white_is_cut_off()
    {
        var sheet = new ContactSheet(1, Side);
        sheet.Add(0, new SliceIndex(0), Plane(-0.5f), Plane(1.5f));

        Assert.Equal([0, 255, 255], Cells(sheet, 0).Select(top => sheet.Picture.Row(top)[6]));
    }

    [Fact]
    public void The_first_axis_goes_to_the_right_and_the_second_upwards()
    {
        var plane = new float[Side * Side];
        plane[(7 * Side) + 0] = 1; // last of the first axis, first of the second
        plane[(0 * Side) + 7] = 0.5f;
        var sheet = new ContactSheet(1, Side);
        sheet.Add(0, new SliceIndex(0), plane, plane);

        var top = Cells(sheet, 0)[0];
        Assert.Equal(64, sheet.Picture.Row(top + Cell - 1)[6 + Cell - 1]);
        Assert.Equal(32, sheet.Picture.Row(top)[6]);
        Assert.Equal(0, sheet.Picture.Row(top)[6 + Cell - 1]);
    }

    [Fact]
    public void Slices_fill_the_sheet_from_left_to_right_then_downwards_and_none_covers_another()
    {
        const int count = 10;
        var sheet = new ContactSheet(count, Side);
        for (var i = 0; i < count; i++)
        {
            sheet.Add(i, new SliceIndex(i), Plane(i / 255f), Plane(0));
        }

        var columns = (sheet.Picture.Width - 6) / (Cell + 6);
        for (var i = 0; i < count; i++)
        {
            Assert.Equal(i, sheet.Picture.Row(Cells(sheet, i / columns)[0])[6 + (i % columns * (Cell + 6))]);
        }
    }

    [Fact]
    public void Each_slice_bears_its_number()
    {
        var sheet = new ContactSheet(1, 64);
        sheet.Add(0, new SliceIndex(107), new float[64 * 64], new float[64 * 64]);

        var drawn = Enumerable.Range(0, 5).Select(row => string.Concat(Enumerable.Range(0, 11).Select(column => sheet.Picture.Row(6 + (row * 2))[6 + (column * 2)] == 255 ? '#' : '.')));
        Assert.Equal([".#..###.###", "##..#.#...#", ".#..#.#..#.", ".#..#.#..#.", "###.###..#."], drawn);
    }

    [Fact]
    public void A_heading_stands_above_the_slices_and_makes_a_narrow_sheet_wide_enough()
    {
        var plain = new ContactSheet(1, Side);
        var sheet = new ContactSheet(1, Side, "sub-01 ses-M00", "up I to S");
        sheet.Add(0, new SliceIndex(0), Plane(0.25f), Plane(0.25f));

        Assert.Equal(plain.Picture.Height + (2 * 16), sheet.Picture.Height);
        Assert.Equal((14 * 8) + 12, sheet.Picture.Width);
        Assert.Equal(64, sheet.Picture.Row(6 + 32 + 10 + 6)[6]);
        var drawn = Enumerable.Range(0, 5).Select(row => string.Concat(Enumerable.Range(0, 23).Select(column => sheet.Picture.Row(6 + (row * 2))[6 + (column * 2)] == 255 ? '#' : '.')));
        Assert.Equal([".##.#.#.##......###..#.", "#...#.#.#.#.....#.#.##.", ".#..#.#.##..###.#.#..#.", "..#.#.#.#.#.....#.#..#.", "##..###.##......###.###"], drawn);
    }

    [SkippableFact]
    public void Pillow_reads_a_picture_back()
    {
        using var folder = new TemporaryFolder();
        var picture = new GreyPicture(300, 7);
        for (var i = 0; i < 2100; i++)
        {
            picture.Row(i / 300)[i % 300] = (byte)(i * 7 % 251);
        }

        var digest = PngFile.Write(folder.File("picture.png"), picture);

        Assert.Equal(new FileInfo(folder.File("picture.png")).Length, digest.Length);
        Assert.Equal("True", Python.Run("torch",
            """
            import sys
            from PIL import Image
            with Image.open(sys.argv[1]) as check:
                check.verify()
            image = Image.open(sys.argv[1])
            print(image.size == (300, 7) and image.mode == 'L' and list(image.getdata()) == [i * 7 % 251 for i in range(2100)])
            """,
            folder.File("picture.png")));
    }

    private static float[] Plane(float value) => [.. Enumerable.Repeat(value, Side * Side)];

    /// <summary>First rows of the three cells in a row of slices: a gap, the number of 10 rows, and a gap before each cell.</summary>
    private static int[] Cells(ContactSheet sheet, int row)
    {
        const int group = 6 + 10 + (3 * (Cell + 6));
        Assert.Equal(0, (sheet.Picture.Height - 6) % group);
        return [.. Enumerable.Range(0, 3).Select(i => (row * group) + 6 + 10 + 6 + (i * (Cell + 6)))];
    }
}
