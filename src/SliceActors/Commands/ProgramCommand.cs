using System.CommandLine;
using System.CommandLine.Help;
using SliceActors.Configuration;
using SliceActors.Options;
using SliceActors.Runs.Errors;
using SliceActors.Screens;

namespace SliceActors.Commands;

/// <summary>The command line of the program: all commands with their options, and how words are read.</summary>
internal static class ProgramCommand
{
    private static readonly ParserConfiguration Parsing = new() { EnablePosixBundling = false };

    /// <summary>All commands, with their options.</summary>
    public static RootCommand Create()
    {
        var root = new RootCommand("Trains deep networks on 2D slices of brain MR images, as a system of actors. No finished work is ever lost.")
        {
            TrainCommand.Create(),
            CheckCommand.Create(),
            ResumeCommand.Create(),
            StatusCommand.Create(),
            LogsCommand.Create(),
            SubmitCommand.Create(),
            RunsCommand.Runs(),
            RunsCommand.Watch(),
            RunsCommand.Cancel(),
            RunsCommand.Pause(),
            RunsCommand.Nodes(),
            RunsCommand.Drain(),
            NodeCommand.Create(),
            CertsCommand.Create(),
            PredictCommand.Create(),
            BaselineCommand.Create(),
            ExplainCommand.Create(),
            ReportCommand.Create(),
            ExportCommand.Create(),
            CompareCommand.Create(),
            DemoCommand.Create(),
            CacheCommand.Create(),
            TsvToolCommand.Create(),
            ExtractCommand.Create(),
            GenerateCommand.Create(),
            DoctorCommand.Create(),
            NetworkTrial.Create(),
        };
        root.Options.OfType<HelpOption>().Single().Action = new HelpPage();
        root.Options.OfType<VersionOption>().Single().Aliases.Add("-V");
        root.Options.Add(new Option<string>("--logname", "-l") { Description = "Accepted as by ClinicaDL, which writes nothing to it either.", HelpName = "FILE" });
        root.Options.Add(Shorthand.Gap);
        return root;
    }

    /// <summary>Reads a command line, and the files that it leaves options to; what is wrong with the words is in the result.</summary>
    /// <param name="root">All commands.</param>
    /// <param name="words">What the user typed behind the name of the program.</param>
    /// <exception cref="BadInputException">A beginning that several options share, or a file that is wrong.</exception>
    public static ParseResult Read(RootCommand root, IReadOnlyList<string> words)
    {
        var parsed = Typed(root, words);
        if (FullCommandLine.LeftOut(parsed) is var (behind, leftOut))
        {
            var all = words.ToList();
            all.InsertRange(all.IndexOf(behind.Name) + 1, leftOut);
            parsed = Typed(root, all);
        }

        return FullCommandLine.Of(parsed) is { } full ? root.Parse(full, Parsing) : parsed;
    }

    private static ParseResult Typed(RootCommand root, IReadOnlyList<string> words) => root.Parse(Shorthand.Expand(root, words, Parsing), Parsing);
}
