using System.CommandLine;
using SliceActors.Actors.Hosting.Security;
using SliceActors.Endings;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Screens;

namespace SliceActors.Commands;

/// <summary><c>certs</c>: makes what the nodes and clients of a site know each other by.</summary>
internal static class CertsCommand
{
    private const string PasswordVariable = "SLICE_ACTORS_TLS_PASSWORD";

    public static Command Create()
    {
        var folder = new Argument<string>("FOLDER") { Description = "Folder for the certificates; the authority that is there goes on being used." }.IsPath();
        var hosts = OptionKinds.List<string>("--hosts", "Names or IP addresses of the hosts that get a certificate; none for the clients' alone.", "HOST", []);
        var days = OptionKinds.Value("--days", "How long a certificate of a host or client is valid.", "N", 825);
        var authorityDays = OptionKinds.Value("--ca_days", "How long a new authority is valid.", "N", 3650);
        var command = new Command("certs", "Make the authority of a site and the certificates of its hosts and clients, for nodes that other machines reach.") { folder, hosts, days, authorityDays };
        command.SetAction(parsed =>
        {
            var now = DateTimeOffset.UtcNow;
            var findings = PathWords.Empty(parsed);
            var check = new OptionCheck(findings);
            var path = parsed.GetRequiredValue(folder);
            var validity = Days(check, days, parsed);
            var authorityValidity = Days(check, authorityDays, parsed);
            var certificates = new SiteCertificates(path);
            var names = parsed.GetRequiredValue(hosts);
            certificates.Check(names, now, findings);
            if (findings.Count > 0)
            {
                throw new BadInputException(findings);
            }

            Make(certificates, names, now, validity, authorityValidity, Environment.GetEnvironmentVariable(PasswordVariable) ?? string.Empty);
            return (int)ExitCode.Done;
        });
        return command;
    }

    private static void Make(SiteCertificates certificates, IEnumerable<string> hosts, DateTimeOffset now, TimeSpan validity, TimeSpan authorityValidity, string password)
    {
        var isNew = certificates.MakeAuthority(now, authorityValidity);
        Sentences.Say(isNew ? $"New authority: {certificates.Authority}" : $"Authority that was there: {certificates.Authority}");
        Sentences.Say($"Its key stays here and goes nowhere else: {certificates.AuthorityKey}");
        foreach (var host in hosts.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            var until = certificates.MakeHost(host, now, validity, password);
            Sentences.Say($"Copy to {host}: {certificates.Authority} and {certificates.FileOf(host)} (valid until {until:yyyy-MM-dd})");
        }

        if (certificates.MakeClient(now, validity, password) is { } clientUntil)
        {
            Sentences.Say($"Copy to whoever submits studies: {certificates.Authority} and {certificates.Client} (valid until {clientUntil:yyyy-MM-dd})");
        }

        Sentences.Say(password.Length > 0 ? $"The .p12 files are encrypted with {PasswordVariable}." : $"The .p12 files are not encrypted; set {PasswordVariable} to have them so.");
        Sentences.Say("There they are named by tls.authority and tls.certificate of a settings file, or by SLICE_ACTORS_TLS_AUTHORITY and SLICE_ACTORS_TLS_CERTIFICATE.");
        Sentences.Say("Whoever has a .p12 file and reaches the port of a node can do there all that a node can: keep them as you keep passwords.");
    }

    private static TimeSpan Days(OptionCheck check, Option<int> option, ParseResult parsed) =>
        TimeSpan.FromDays(check.Value(option, parsed, value => value is >= 1 and <= 36_500, "1 to 36500"));
}
