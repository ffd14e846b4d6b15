using System.Collections.Immutable;
using SliceActors.Imaging.Maps;
using SliceActors.Runs.Commands;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Files;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Estimates;
using SliceActors.Scoring.Tables;

namespace SliceActors.Studies.Maps;

/// <summary>Where in the brain the classes differ: what each slice position alone tells, in the volume that it was cut from.</summary>
/// <param name="Slices">AUC of each slice, by leave-pair-out; empty where the study has none.</param>
/// <param name="Direction">How volumes were cut.</param>
/// <param name="Anatomy">The first image of the study; null where it cannot be shown.</param>
/// <param name="Missing">Why it cannot; null where it is there.</param>
public sealed record InformationMap(ImmutableArray<SliceMean> Slices, SliceDirection Direction, Anatomy? Anatomy, string? Missing)
{
    /// <summary>The slice that is shown of single images: the one with the largest AUC, chosen by balanced accuracy; the middle one where none has one.</summary>
    public required SliceIndex Shown { get; init; }

    /// <summary>Writes the map of each selection durably, where the study has figures of its slices and its first image is at hand.</summary>
    /// <param name="tree">The result folder.</param>
    /// <param name="submission">Its study.</param>
    /// <param name="here">Where this machine has a file or folder that the study names; null for where it says.</param>
    /// <exception cref="BadInputException">The table of slices is damaged, or the image is not the one that was trained on.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public static InformationMap Write(ResultTree tree, RunCommands.SubmitRun submission, Func<string, string>? here = null)
    {
        ArgumentNullException.ThrowIfNull(tree);
        ArgumentNullException.ThrowIfNull(submission);
        var slices = File.Exists(tree.Slices) ? SliceEstimateTables.ReadMeans(tree.Slices) : [];
        var direction = submission.Spec.Slices.Direction;
        var range = submission.Plan.Slices;
        var shown = slices
            .Where(slice => slice.Selection == Selection.BestBalancedAccuracy && double.IsFinite(slice.Auc.Value))
            .OrderByDescending(slice => slice.Auc.Value).Select(slice => slice.Slice).FirstOrDefault(range.At(range.Count / 2));
        if (slices.IsEmpty)
        {
            return new InformationMap(slices, direction, null, "no figures of single slices") { Shown = shown };
        }

        var (anatomy, missing) = AnatomyOf(submission, here ?? (path => path));
        foreach (var selection in slices.GroupBy(slice => slice.Selection))
        {
            if (anatomy is not null)
            {
                SliceMap.Write(tree.SliceMap(selection.Key), anatomy, direction, selection.ToDictionary(slice => slice.Slice, slice => slice.Auc.Value));
            }
        }

        return new InformationMap(slices, direction, anatomy, missing) { Shown = shown };
    }

    private static (Anatomy? Anatomy, string? Missing) AnatomyOf(RunCommands.SubmitRun submission, Func<string, string> here)
    {
        var image = submission.Plan.Images[0];
        try
        {
            var anatomy = Anatomy.Read(here(image.Path), submission.Spec.Data.Preprocessing);
            return (anatomy, anatomy is null ? $"of {image.ParticipantId} {image.SessionId}, the first image, there are slices only" : null);
        }
        catch (BadInputException unreadable)
        {
            return (null, unreadable.Findings[0].ToString());
        }
    }
}
