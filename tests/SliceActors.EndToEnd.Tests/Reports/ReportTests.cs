using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Studies;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Reports;

[Collection(UndisturbedRunsGroup.Name)]
public sealed partial class ReportTests(UndisturbedRuns runs)
{
    private const string LayOnImage = """
        import glob, json, sys
        import nibabel, numpy, pandas
        out = sys.argv[1]
        options = json.load(open(out + "/commandline.json"))
        image = nibabel.load(sorted(glob.glob(options["caps_dir"] + "/subjects/*/*/t1_linear/*.nii.gz"))[0])
        head = image.get_fdata() > 0
        table = pandas.read_csv(out + "/slices.tsv", sep="\t").set_index(["selection", "slice_id"])
        for selection in ("best_balanced_accuracy", "best_loss"):
            shown = nibabel.load(f"{out}/slices-{selection}.nii.gz")
            assert shown.shape == image.shape and numpy.allclose(shown.affine, image.affine)
            expected = numpy.zeros(image.shape)
            for position, row in table.loc[selection].iterrows():
                plane = [slice(None)] * 3
                plane[options["slice_direction"]] = position
                expected[tuple(plane)] = row.auc
            assert numpy.allclose(shown.get_fdata(), expected * head, atol=1e-6)
        print("exactly")
        """;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_number_on_the_page_stands_in_a_table_of_the_folder(bool multicnn)
    {
        var output = multicnn ? runs.Multicnn : runs.Cnn;

        var numbers = Numbers().Matches(Page(output)).Select(match => (Cell: match.Groups[1].Value, Shown: match.Groups[2].Value)).ToList();

        var cells = Directory.EnumerateFiles(output, "*.tsv", SearchOption.AllDirectories).SelectMany(File.ReadLines).SelectMany(line => line.Split('\t')).ToHashSet(StringComparer.Ordinal);
        Assert.True(numbers.Count > 50);
        Assert.All(numbers, number => Assert.Contains(number.Cell, cells));
        Assert.All(numbers, number => Assert.Equal(double.Parse(number.Cell, CultureInfo.InvariantCulture), double.Parse(number.Shown, CultureInfo.InvariantCulture), 0.0501));
    }

    [Fact]
    public void The_page_needs_nothing_from_outside_and_says_what_is_missing()
    {
        var page = Page(runs.Multicnn);

        Assert.True(page.Length < 5_000_000);
        Assert.DoesNotMatch(@"(src|href)\s*=\s*""?(https?:)?//|@import|url\((?!#)", page);
        Assert.Contains("slice-actors baseline RESULTS", page, StringComparison.Ordinal);
        Assert.All(
            ["people", "apart", "claim", "spread", "held-out", "chance", "subgroups", "failures", "where", "curves", "how", "checklist"],
            id => Assert.Contains($"<h2 id=\"{id}\">", page, StringComparison.Ordinal));

        // Every link within the page leads somewhere, and no name is given twice.
        var ids = Ids().Matches(page).Select(match => match.Groups[1].Value).ToList();
        Assert.Equal(ids.Distinct(), ids);
        Assert.All(Links().Matches(page).Select(match => match.Groups[1].Value), link => Assert.Contains(link, ids));
    }

    [Fact]
    public void The_curve_of_the_slices_breaks_where_no_figure_is_known()
    {
        Assert.DoesNotContain("the line breaks", Page(runs.Multicnn), StringComparison.Ordinal);
        var output = runs.CopyOf(runs.Multicnn);
        var table = Path.Combine(output, "slices.tsv");
        var rows = File.ReadAllLines(table);
        var slice = Array.IndexOf(rows[0].Split('\t'), "slice_id");
        Assert.Equal(["8", "9", "10"], rows.Skip(1).Select(row => row.Split('\t')[slice]).Distinct());
        File.WriteAllLines(table, rows.Where(row => row.Split('\t')[slice] != "9"));

        SliceActorsProgram.Run("report", output).Ended(0);

        Assert.Contains("where the line breaks, no AUC is known", Page(output), StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_tables_give_the_same_page()
    {
        var before = Page(runs.Multicnn);

        Assert.Contains("report.html", SliceActorsProgram.Run(["report", runs.Multicnn]).Ended(0).Output, StringComparison.Ordinal);
        Assert.Equal(before, Page(runs.Multicnn));
    }

    [SkippableFact]
    public void A_browser_without_network_shows_it()
    {
        const string Browser = "/usr/bin/chromium";
        Skip.IfNot(File.Exists(Browser), $"There is no {Browser}.");
        using var process = Process.Start(new ProcessStartInfo(
            Browser,
            ["--headless", "--no-sandbox", "--disable-gpu", "--proxy-server=127.0.0.1:9", $"--user-data-dir={runs.Study.NewOutput()}", "--dump-dom", Path.Combine(runs.Multicnn, "report.html")])
        { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var shown = process.StandardOutput.ReadToEnd();
        process.WaitForExit();

        Assert.True(process.ExitCode == 0, errors.Result);
        Assert.Contains("What was selected on what, and what may be claimed", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Refused to", errors.Result, StringComparison.Ordinal);
    }

    [SkippableFact]
    public void The_map_of_slices_lies_on_the_image_that_they_were_cut_from() => Assert.Equal("exactly", Python.Run("nibabel, pandas", LayOnImage, runs.Multicnn));

    private static string Page(string output) => File.ReadAllText(Path.Combine(output, "report.html"));

    [GeneratedRegex("<data value=\"([^\"]*)\">([^<]*)</data>")]
    private static partial Regex Numbers();

    [GeneratedRegex(" id=\"([^\"]*)\"")]
    private static partial Regex Ids();

    [GeneratedRegex("href=\"#([^\"]*)\"")]
    private static partial Regex Links();
}
