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

    [Theory]
    [InlineData("Host=db;Password=geheim#1;Database=journal", "Host=db;Password=…;Database=journal")]
    [InlineData("--database=Host=db;pwd = 'ge;he''im'", "--database=Host=db;pwd = …")]
    [InlineData("Host=db;SSL Password=\"ge;heim\";Database=journal", "Host=db;SSL Password=…;Database=journal")]
    [InlineData("password.tsv", "password.tsv")]
    public void It_can_be_sent_without_telling_a_password(string word, string written)
    {
        var file = FaultReport.Write(["node", "--database", word], new InvalidOperationException())!;

        try
        {
            Assert.Equal($"node --database {written}", File.ReadAllLines(file)[1]);
            Assert.True(OperatingSystem.IsWindows() || File.GetUnixFileMode(file) == (UnixFileMode.UserRead | UnixFileMode.UserWrite));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
