using SliceActors.Screens;

namespace SliceActors.EndToEnd.Tests.Words;

public sealed class FaultReportTests
{
    [Fact]
    public void A_fault_leaves_what_is_needed_to_mend_it_in_a_file_of_its_own()
    {
        var files = new[] { "first", "second" }.Select(message => FaultReport.Write(["predict", "results"], new InvalidOperationException(message))!).ToList();

        try
        {
            Assert.Equal(2, files.Distinct().Count());
            var lines = File.ReadAllLines(files[1]);
            Assert.Equal(["predict results", "System.InvalidOperationException: second"], lines[1..]);
            Assert.Matches(@"^\d+\.\d+\.\d+", lines[0]);
        }
        finally
        {
            files.ForEach(File.Delete);
        }
    }
}
