using SliceActors.Runs.Commands;
using SliceActors.Runs.Files;
using SliceActors.Scoring.Tables;
using SliceActors.Studies.Leakage;
using SliceActors.Studies.Submission;

namespace SliceActors.Studies.People;

/// <summary>From the images that were found to those that were used.</summary>
public static class ImageFlow
{
    /// <summary>Writes <c>flow.tsv</c> durably, where it is known what the CAPS held when the study was checked.</summary>
    /// <param name="tree">The result folder.</param>
    /// <param name="submission">Its study.</param>
    /// <param name="predicted">Sets of other sessions of the same CAPS that its networks were applied to.</param>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(ResultTree tree, RunCommands.SubmitRun submission, IEnumerable<(string Set, IReadOnlySet<(string Participant, string Session)> Sessions)> predicted)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(submission);
        ArgumentNullException.ThrowIfNull(predicted);
        if (UnlistedImages.Read(tree) is not { } unlisted)
        {
            File.Delete(tree.Flow);
            return;
        }

        var images = submission.Plan.Images.Select(image => (Participant: image.ParticipantId, Session: image.SessionId, image.Path)).ToList();
        var listed = images.Select(PersonOf).ToHashSet();
        var rest = unlisted.ToList();
        var rows = new List<FlowTable.Row> { Row("found", string.Empty, [.. images, .. unlisted]), Row("listed", string.Empty, images) };
        foreach (var (set, sessions) in predicted)
        {
            rows.Add(Row("predicted", set, [.. unlisted.Where(image => sessions.Contains((image.Participant, image.Session)))]));
            rest.RemoveAll(image => sessions.Contains((image.Participant, image.Session)));
        }

        rows.Add(Row("unlisted", string.Empty, rest));
        FlowTable.Write(tree.Flow, rows);

        FlowTable.Row Row(string stage, string set, IReadOnlyCollection<(string Participant, string Session, string Path)> of)
        {
            var people = of.Select(PersonOf).ToHashSet();
            return new FlowTable.Row(stage, set, people.Count, people.Count(listed.Contains), of.Count);
        }
    }

    private static (string? Caps, string Participant) PersonOf((string Participant, string Session, string Path) image) => FoldPeople.PersonOf(image.Participant, image.Path);
}
