using System.Collections.Immutable;
using System.CommandLine;
using SliceActors.Actors.Hosting.Clients;
using SliceActors.Actors.Hosting.Settings;
using SliceActors.Endings;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Messages;
using SliceActors.Runs.Specs;
using SliceActors.Screens;

namespace SliceActors.Commands;

/// <summary><c>submit slice {autoencoder,cnn,multicnn}</c>: takes the arguments of <c>train</c> and has a cluster train.</summary>
internal static class SubmitCommand
{
    public static Command Create()
    {
        var slice = new Command("slice", "Train on 2D slices.");
        foreach (var (type, description) in TrainCommand.NetworkTypes)
        {
            slice.Subcommands.Add(Create(type, description));
        }

        return new Command("submit", "Have a cluster check and train a study; a node that sees the data does both.") { slice };
    }

    /// <summary>What of a command line a node is sent: the kind of network, and all words about the study, whether typed or kept in a file.</summary>
    internal static ImmutableArray<string> Sent(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        var ofStudy = new Command(command.Name);
        new StudyOptions().AddTo(ofStudy, TrainCommand.NetworkTypes.First(known => known.Type.Term() == command.Name).Type);
        var ofOthers = command.Options.Select(option => option.Name).Except(ofStudy.Options.Select(option => option.Name)).ToList();
        return [command.Name, .. SubmittedWords.AboutStudy(parsed, ofOthers)];
    }

    private static Command Create(NetworkType type, string description)
    {
        var (study, client, config) = (new StudyOptions(), new ClientOptions(), new ConfigOption());
        var wait = OptionKinds.Flag("--wait", "Wait for the end, and show how the run stands until then.");
        var priority = OptionKinds.Value("--priority", "Share of the slots, in proportion to those of other runs: 20 gets twice the slots of 10.", "N", ClientMessages.UsualPriority);
        var quiet = OptionKinds.Flag("--quiet", "Print only the result, warnings and errors.", "-q");
        var json = OptionKinds.Flag("--json", "Write the answer as one JSON object on one line.");
        var command = new Command(type.Term(), description);
        study.AddTo(command, type);
        client.AddTo(command);
        foreach (var option in new Option[] { wait, priority, quiet, json })
        {
            command.Options.Add(option);
        }

        command.AddGroup(ConfigOption.Heading, config);
        command.SetAction(async (parsed, cancellation) =>
        {
            var settings = client.Settings(parsed);
            return (int)await Submit(
                settings,
                client.Way(parsed, settings),
                Sent(parsed),
                Priority(parsed, priority, study.OfOneMachine),
                parsed.GetValue(wait),
                parsed.GetValue(quiet) || parsed.GetValue(json),
                parsed.GetValue(json),
                cancellation);
        });
        return command;
    }

    private static Task<ExitCode> Submit(ClientSettings settings, IReadOnlyList<string> way, ImmutableArray<string> arguments, int priority, bool wait, bool quiet, bool asJson, CancellationToken cancellation) => Asking.Run(
        async stop =>
        {
            await using var cluster = await ClusterConnection.OpenAsync(settings, ProgramVersion.Text, stop);
            var wish = new ClientMessages.SubmitStudy(Guid.NewGuid().ToString("N"), arguments, Directory.GetCurrentDirectory(), priority);
            var accepted = await ClusterWish.Ask(cluster, wish, quiet, stop);
            ClusterScreen.Accepted(accepted, way, quiet, asJson);
            return wait ? await ClusterWatch.Show(cluster, accepted.Run, quiet, asJson, cancellation) : ExitCode.Done;
        },
        cancellation);

    private static int Priority(ParseResult parsed, Option<int> option, IReadOnlyList<Option> ofNodes)
    {
        var findings = ofNodes.Where(other => parsed.GetResult(other) is { Implicit: false })
            .Select(other => new Finding(other.Name, null, "given to a run of a cluster", "it with `node`: each node settles it for itself")).ToList();
        var priority = new OptionCheck(findings).Value(option, parsed, value => value is >= 1 and <= 1000, "1 to 1000");
        return findings.Count == 0 ? priority : throw new BadInputException(findings);
    }
}
