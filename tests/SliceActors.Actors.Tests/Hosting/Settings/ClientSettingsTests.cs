using SliceActors.Actors.Hosting.Settings;

namespace SliceActors.Actors.Tests.Hosting.Settings;

public class ClientSettingsTests
{
    [Fact]
    public void A_client_calls_the_seeds_that_it_was_told() =>
        Assert.Equal(["localhost:4053", "[::1]:4055"], new Said { Environment = { ["SLICE_ACTORS_CONTACT"] = "localhost:4053, [::1]:4055" } }.Client().Contacts.Select(contact => contact.ToString()));

    [Fact]
    public void A_client_has_to_know_whom_to_call() =>
        Assert.StartsWith("slice-actors.contact: none; HOST:PORT of one or more seeds: with --contact", Assert.Single(new Said().ClientFindings()).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_client_calls_other_machines_with_a_certificate_only()
    {
        var said = Said.Option(Setting.Contact, "localhost:4053", "seed2:4053");

        Assert.StartsWith("seed2:4053 is another machine, and there is no certificate", Assert.Single(said.ClientFindings()).Found, StringComparison.Ordinal);
        Assert.Null(said.And(Setting.Insecure, "on").Client().Identity);
    }
}
