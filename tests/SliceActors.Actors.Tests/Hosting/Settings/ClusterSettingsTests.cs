using SliceActors.Actors.Hosting.Settings;
using SliceActors.Actors.Places;
using SliceActors.Actors.Tests.Hosting.Security;
using SliceActors.Testing;

namespace SliceActors.Actors.Tests.Hosting.Settings;

public sealed class ClusterSettingsTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public void Without_a_word_a_node_is_a_whole_cluster_on_loopback()
    {
        var settings = new Said().Node();

        Assert.Equal([NodeRole.Seed, NodeRole.Witness, NodeRole.Trainer], settings.Roles);
        Assert.Equal("127.0.0.1:4053", settings.Self.ToString());
        Assert.Equal("127.0.0.1", settings.Bind);
        Assert.Empty(settings.Seeds);
        Assert.EndsWith("slice-actors/cluster.db", Assert.IsType<ClusterJournal.File>(settings.Journal).Path, StringComparison.Ordinal);
        Assert.Equal(new StudyRoots(null, null), settings.Roots);
        Assert.Null(settings.Identity);
        Assert.Null(settings.Slots);
    }

    [Fact]
    public void A_node_that_is_no_seed_fits_beside_one_and_has_no_journal()
    {
        var settings = Said.Option(Setting.Roles, "trainer").And(Setting.Seeds, "localhost:4053").Node();

        Assert.Equal("127.0.0.1:4054", settings.Self.ToString());
        Assert.Null(settings.Journal);
    }

    [Fact]
    public void The_command_line_counts_more_than_the_environment_and_that_more_than_the_file()
    {
        var said = new Said
        {
            File = Write("slice-actors { node { port = 1, slots = 2 }, seeds = [\"a:1\", \"b:2\"] }".Replace(", ", "\n", StringComparison.Ordinal)),
            Environment = { ["SLICE_ACTORS_SLOTS"] = "3", ["SLICE_ACTORS_SEEDS"] = "", ["SLICE_ACTORS_PORT"] = "4" },
        }.And(Setting.Roles, "trainer,witness").And(Setting.Port, "0");

        var settings = said.Node();

        Assert.Equal([NodeRole.Witness, NodeRole.Trainer], settings.Roles);
        Assert.Equal(0, settings.Self.Port);
        Assert.Equal(3, settings.Slots);
        Assert.Equal(["a:1", "b:2"], settings.Seeds.Select(seed => seed.ToString()));
    }

    [Fact]
    public void Paths_in_a_file_begin_at_the_file()
    {
        Directory.CreateDirectory(folder.File("caps"));

        var settings = new Said { File = Write("slice-actors.roots.caps = caps\nslice-actors.journal.file = runs.db") }.Node();

        Assert.Equal(new StudyRoot(folder.File("caps"), folder.File("caps")), settings.Roots.Caps);
        Assert.Equal(new ClusterJournal.File(folder.File("runs.db")), settings.Journal);
    }

    [Fact]
    public void A_machine_may_have_a_root_under_another_path_than_the_cluster()
    {
        Directory.CreateDirectory(folder.File("caps"));

        var roots = Said.Option(Setting.CapsRoot, $"/data/caps={folder.File("caps")}/").Node().Roots;

        Assert.Equal(new StudyRoot("/data/caps", folder.File("caps")), roots.Caps);
        Assert.True(roots.AreElsewhere);
    }

    [Fact]
    public void The_path_that_the_others_name_a_root_by_begins_at_the_top() =>
        Assert.Equal(("--caps_root", "caps before the ="), Only(Said.Option(Setting.CapsRoot, $"caps={folder.Path}")));

    [Fact]
    public void Everything_that_is_wrong_is_told_at_once()
    {
        var findings = Said.Option(Setting.Roles, "trainr").And(Setting.Seeds, "seed1", "seed2:0", "seed3:4053").And(Setting.Port, "70000").And(Setting.Slots, "0")
            .And(Setting.CapsRoot, folder.File("none")).And(Setting.Host, "a host").NodeFindings();

        Assert.Equal(
            [
                "--roles: trainr; one or more of seed, witness, trainer; did you mean trainer?",
                "--host: a host; the name or address that others reach this machine by, without a port",
                "--port: 70000; 0 to 65535, or auto",
                "--seeds: seed1; HOST:PORT, such as seed1:4053 or [fd00::1]:4053",
                "--seeds: seed2:0; HOST:PORT, such as seed1:4053 or [fd00::1]:4053",
                "--slots: 0; 1 to 4096, or auto",
                $"--caps_root: {folder.File("none")} is not there; a folder that this machine sees",
            ],
            findings.Select(finding => finding.ToString()).Where(finding => !finding.Contains("certificate", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_node_that_is_no_seed_needs_to_know_them() =>
        Assert.Equal(("slice-actors.seeds", "none, and this node is no seed itself"), Only(Said.Option(Setting.Roles, "witness")));

    [Fact]
    public void A_file_is_the_journal_of_one_seed_only()
    {
        var two = Said.Option(Setting.Seeds, "localhost:4053", "localhost:4055").And(Setting.Host, "localhost");

        Assert.Equal(("--seeds", "2 seeds (localhost:4053, localhost:4055), but the journal is a file of one"), Only(two));
        Assert.Equal(new ClusterJournal.Database("Host=/run;Database=d"), two.And(Setting.Database, "Host=/run;Database=d").Node().Journal);
        Assert.Empty(two.And(Setting.Seeds, "localhost:4053").Node().Seeds.Skip(1));
    }

    [Theory]
    [InlineData("Host=db", "no Database")]
    [InlineData("Database=d", "no Host")]
    [InlineData("Host=db;Databse=d", "Couldn't set databse")]
    [InlineData("Host=db;Port=x;Database=d", "Couldn't set port")]
    public void A_connection_that_leads_nowhere_is_told(string connection, string found) => Assert.Equal(("--database", found), Only(Said.Option(Setting.Database, connection)));

    [Fact]
    public void A_database_and_a_file_are_one_journal_too_many() =>
        Assert.Equal(("--journal", "/j.db, and a database as well"), Only(Said.Option(Setting.Database, "Host=/run;Database=d").And(Setting.JournalFile, "/j.db")));

    [Fact]
    public void A_wrong_password_does_not_show_what_was_tried() =>
        Assert.DoesNotContain("geheim", string.Join(' ', Said.Option(Setting.Database, "Host=db;Password=geheim;Port=x").NodeFindings()), StringComparison.Ordinal);

    [Theory]
    [InlineData("seed1.example.org", "", "seed1.example.org is open to other machines, and there is no certificate")]
    [InlineData("localhost", "0.0.0.0", "0.0.0.0 is open to other machines, and there is no certificate")]
    public void Nobody_listens_beyond_loopback_without_certificates_unless_told_to(string host, string bind, string found)
    {
        var said = Said.Option(Setting.Host, host).And(Setting.Bind, bind).And(Setting.Roles, "seed");

        Assert.Equal(("slice-actors.tls.certificate", found), Only(said));
        Assert.Null(said.And(Setting.Insecure, "on").Node().Identity);
    }

    [Fact]
    public void Nobody_calls_an_address_that_means_all_of_them() =>
        Assert.Contains("0.0.0.0, which nobody can call", Said.Option(Setting.Host, "0.0.0.0").NodeFindings().Select(finding => finding.Found));

    [Fact]
    public void A_trainer_that_others_reach_has_roots() =>
        Assert.Equal(["slice-actors.roots.caps", "slice-actors.roots.results"], Said.Option(Setting.Host, "trainer1").And(Setting.Insecure, "on").NodeFindings().Select(finding => finding.Where));

    [Fact]
    public void Certificates_are_read_and_checked()
    {
        using var site = new TestSite();
        using var foreign = new TestSite();
        var said = Said.Option(Setting.Roles, "seed").And(Setting.Host, "seed1").And(Setting.TlsAuthority, site.Files.Authority).And(Setting.TlsCertificate, site.Files.Certificate);

        using var identity = said.Node().Identity;
        Assert.Equal("CN=localhost", identity?.Certificate.Subject);
        Assert.Equal(("--insecure", "on, and certificates as well"), Only(said.And(Setting.Insecure, "on")));
        Assert.Contains("was not signed by", Only(said.And(Setting.TlsCertificate, foreign.Files.Certificate)).Found, StringComparison.Ordinal);
        Assert.StartsWith("nothing, but ", Only(said.And(Setting.TlsAuthority, string.Empty)).Found, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private static (string Where, string Found) Only(Said said)
    {
        var finding = Assert.Single(said.NodeFindings());
        return (finding.Where, finding.Found);
    }

    private string Write(string text)
    {
        File.WriteAllText(folder.File("site.conf"), text);
        return folder.File("site.conf");
    }
}
