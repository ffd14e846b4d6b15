using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.Testing;

namespace SliceActors.EndToEnd.Tests.Words;

public sealed class ClientFileTests : IDisposable
{
    private readonly TemporaryFolder settings = new();

    public void Dispose() => settings.Dispose();

    [Fact]
    public void The_users_own_file_says_which_cluster_is_meant_unless_an_option_does()
    {
        var file = settings.File(Path.Combine("slice-actors", "client.conf"));
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "slice-actors.contact = [\"nowhere\"]");

        Runs().Ended(2).Said($"{file}: slice-actors.contact: nowhere", "HOST:PORT");
        Assert.DoesNotContain(file, Runs("--contact", "elsewhere").Ended(2).Said("--contact: elsewhere").Errors, StringComparison.Ordinal);
        File.Delete(file);
        Runs().Ended(2).Said("slice-actors.contact: none");
    }

    private ProgramResult Runs(params string[] options)
    {
        using var program = new RunningProgram(["runs", .. options], variables: new Dictionary<string, string> { ["XDG_CONFIG_HOME"] = settings.Path });
        return program.WaitForEnd();
    }
}
