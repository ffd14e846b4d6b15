using System.Text;
using SliceActors.Cohorts.Reading;
using SliceActors.Imaging.Caps;
using SliceActors.Runs.Files;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Studies.Folders;

namespace SliceActors.Studies.Submission;

/// <summary>The images that the CAPS of a study holds and that none of its lists names: counted when the study is checked, since later the CAPS may be another one, or gone.</summary>
public static class UnlistedImages
{
    private const string Header = "participant_id\tsession_id\timage";

    /// <summary>The images of a run.</summary>
    /// <param name="tree">Its result folder.</param>
    /// <returns>Participant, session and path of each; null where nobody looked, as before this was kept.</returns>
    public static IReadOnlyList<(string Participant, string Session, string Path)>? Read(ResultTree tree)
    {
        var path = LeakageFiles.UnlistedOf(tree);
        return File.Exists(path)
            ? [.. File.ReadLines(path).Skip(1).Select(line => line.Split('\t')).Where(cells => cells.Length == 3).Select(cells => (cells[0], cells[1], cells[2]))]
            : null;
    }

    /// <summary>The table of a study.</summary>
    internal static string Text(RunSpec spec, RunPlan plan)
    {
        var listed = plan.Images.Select(image => image.Path).ToHashSet(StringComparer.Ordinal);
        var text = new StringBuilder(Header).Append('\n');
        foreach (var (participant, session, path) in CohortTables.CapsRoots(spec.Data).Select(caps => caps.Directory).Distinct(StringComparer.Ordinal)
            .SelectMany(caps => CapsContent.Images(caps, spec.Data.Preprocessing, spec.Slices.UseExtractedSlices ? spec.Slices.Direction : null)).Where(image => !listed.Contains(image.Path)))
        {
            text.Append(participant).Append('\t').Append(session).Append('\t').Append(path).Append('\n');
        }

        return text.ToString();
    }
}
