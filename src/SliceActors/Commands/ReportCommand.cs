using System.CommandLine;
using SliceActors.Endings;
using SliceActors.Options;
using SliceActors.Reports.Pages;
using SliceActors.Studies.Folders;
using SliceActors.Studies.Results;

namespace SliceActors.Commands;

/// <summary><c>report RESULT_DIRECTORY</c>: one page to hand in.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var results = new Argument<string>("RESULT_DIRECTORY") { Description = "Folder of a training, finished or not." }.IsPath();
        var command = new Command("report", "Write report.html again: one page with what may be claimed, and what is missing for it.") { results };
        command.AddExamples("results");
        command.SetAction(parsed =>
        {
            var tree = Folders.Results(parsed, results);
            var unfinished = ReportPage.Write(tree, SubmissionFile.Read(tree, OutputFolder.ExistingRun(tree)));
            StudyDesk.Warn(unfinished.Count > 0 ? [Headline.Sentence(unfinished)] : []);
            StudyDesk.Warn(PredictionRecord.LeftOut(tree).Select(prefix => PredictionRecord.Sentence(tree, prefix)));
            Console.WriteLine($"Written: {tree.Report}");
            return (int)ExitCode.Done;
        });
        return command;
    }
}
