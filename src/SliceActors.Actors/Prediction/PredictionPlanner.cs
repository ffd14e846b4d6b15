using System.Collections.Immutable;
using SliceActors.Cohorts;
using SliceActors.Imaging;
using SliceActors.Learning.Networks;
using SliceActors.Runs;

namespace SliceActors.Actors;

/// <summary>Turns a request into a plan, and finds everything that is wrong with it before anything is computed or written.</summary>
public static class PredictionPlanner
{
    /// <summary>Reads the result folder, the tables and the headers of all images.</summary>
    /// <param name="request">The request.</param>
    /// <param name="cache">Where prepared slices will be kept: has to have room for them.</param>
    /// <param name="warnings">Takes what a person should know though it stops nothing.</param>
    /// <exception cref="BadInputException">Holds all findings.</exception>
    public static PredictionPlan Plan(PredictionRequest request, SliceCache cache, ICollection<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(cache);
        ArgumentNullException.ThrowIfNull(warnings);
        var findings = new List<Finding>();
        var results = ResultFolder.Open(request.ResultDirectory);
        var options = results.Options;
        var architecture = CheckStudy(results, findings);
        PredictionTarget.Check(results, request, findings);
        CapsRoot.Check(request.CapsDirectory, findings);
        var hasCaps = findings.TrueForAll(finding => finding.Where != request.CapsDirectory);
        var sessions = NewSessionsReader.Read(Data(request, options), request.Labelled, findings, warnings);

        // One finding for a wrong CAPS root says more than one for each session.
        var images = hasCaps ? Locate(request, options, sessions, findings) : [];
        var shape = CheckShapes(images, findings);
        var networks = new TrainedNetworks(results, findings);
        var folds = architecture is null ? [] : networks.Read(request.Selections, warnings);
        WarnOfLeakage(results, sessions, warnings);
        if (networks.Slices is { } slices && shape is { } known)
        {
            CheckSlices(options, slices, known, images.First(image => image is not null)!, findings);
        }

        // Extracted slices hold what is cut from volumes, scaled: networks that learned from them see the same in volumes, whatever --unnormalize said.
        var unnormalize = options.Slices is { Unnormalize: true, UseExtractedSlices: false };
        var preparation = new SlicePreparation(options.Slices.Direction, networks.Slices ?? default, unnormalize);
        if (findings.Count == 0 && cache.CheckSpace([.. images.Select(image => image!)], preparation) is { } noSpace)
        {
            findings.Add(noSpace);
        }

        return findings.Count == 0
            ? new PredictionPlan(request, results, architecture!, sessions, [.. images.Select(image => image!)], preparation, folds)
            : throw new BadInputException(findings);
    }

    private static Architecture? CheckStudy(ResultFolder results, List<Finding> findings)
    {
        var options = results.Options;
        if (options.Mode != "slice")
        {
            findings.Add(new Finding(results.Tree.CommandLine, null, $"networks that were trained in mode {options.Mode}", "networks that were trained in mode slice"));
            return null;
        }

        if (options.NetworkType == NetworkType.Autoencoder)
        {
            findings.Add(new Finding(results.Tree.CommandLine, null, "an autoencoder, which reproduces slices and predicts no class", "the results of a cnn or multicnn"));
            return null;
        }

        if (ArchitectureTable.Find(options.Architecture) is { } architecture)
        {
            return architecture;
        }

        findings.Add(new Finding(
            results.Tree.CommandLine, null, $"there is no network {options.Architecture}", $"one of {string.Join(", ", ArchitectureTable.All.Select(known => known.Name))}"));
        return null;
    }

    private static DataSpec Data(PredictionRequest request, RecordedOptions options) => new()
    {
        CapsDirectory = request.CapsDirectory,
        Preprocessing = options.Preprocessing,
        TsvPath = request.TsvPath,
        Diagnoses = request.Diagnoses.IsEmpty ? options.Diagnoses : request.Diagnoses,
        LabelCode = options.LabelCode.SetItems(request.LabelCode),
    };

    /// <summary>What a network says about participants that it learned from tells nothing about others.</summary>
    private static void WarnOfLeakage(ResultFolder results, ImmutableArray<NewSession> sessions, ICollection<string> warnings)
    {
        var participants = sessions.Select(session => session.ParticipantId).ToHashSet(StringComparer.Ordinal);
        foreach (var fold in results.Folds())
        {
            var learned = TrainedNetworks.TrainingParticipants(results, fold).Count(participants.Contains);
            if (learned > 0)
            {
                warnings.Add($"fold {fold}: its networks were trained with {learned} of these participants; what they say about them, and the mean of the folds, is not independent of that.");
            }
        }
    }

    private static string?[] Locate(PredictionRequest request, RecordedOptions options, ImmutableArray<NewSession> sessions, List<Finding> findings)
    {
        var missing = new List<Finding>();
        var images = new string?[sessions.Length];
        for (var i = 0; i < images.Length; i++)
        {
            var session = sessions[i];
            images[i] = CapsImages.Locate(request.CapsDirectory, options.Preprocessing, session.ParticipantId, session.SessionId, missing);
            findings.AddRange(missing.Select(finding => new Finding(session.File, session.Line, $"{finding.Found} in {finding.Where}", finding.Expected)));
            missing.Clear();
        }

        return images;
    }

    /// <summary>The shape of the images; null when there is none.</summary>
    private static VolumeShape? CheckShapes(string?[] images, List<Finding> findings)
    {
        var shapes = images.Select(image => image is null ? null : ImageHeader.Read(image, findings)).ToList();
        if (shapes.TrueForAll(shape => shape is null))
        {
            return null;
        }

        // The shape that most images have is the right one.
        var usual = shapes.Where(shape => shape is not null).GroupBy(shape => shape!.Value).OrderByDescending(group => group.Count()).First().Key;
        findings.AddRange(images.Zip(shapes, (image, shape) => (Image: image, Shape: shape)).Where(entry => entry.Shape is { } shape && shape != usual)
            .Select(entry => new Finding(entry.Image!, null, $"a volume of {entry.Shape} voxels", $"{usual}, as the other images")));
        return usual;
    }

    private static void CheckSlices(RecordedOptions options, SliceRange slices, VolumeShape shape, string example, List<Finding> findings)
    {
        var (found, direction) = (shape.SlicesAlong(options.Slices.Direction), options.Slices.Direction.Term());
        var trained = options.Slices.DiscardedAtBeginning + slices.Count + options.Slices.DiscardedAtEnd;
        if (found != trained)
        {
            findings.Add(new Finding(
                example,
                null,
                $"a volume of {shape} voxels: {found} slices in {direction} direction",
                $"{trained}, as in training: slices {slices.First} to {slices.At(slices.Count - 1)} were in use, {options.Slices.DiscardedAtBeginning} discarded before and {options.Slices.DiscardedAtEnd} after them"));
        }
    }
}
