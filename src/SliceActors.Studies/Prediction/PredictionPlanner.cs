using System.Collections.Immutable;
using SliceActors.Cohorts.Leakage;
using SliceActors.Cohorts.Reading;
using SliceActors.Imaging.Copies;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Rows;
using SliceActors.Studies.Leakage;
using SliceActors.Studies.Results;
using SliceActors.Studies.Submission;

namespace SliceActors.Studies.Prediction;

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
        var network = results.Network(warnings);
        var clinica = options.Input is { } seen ? new ClinicaPrediction(results, seen, findings) : null;
        var architecture = CheckStudy(results, network, clinica, findings);
        request = clinica is null ? request : request with { Selections = clinica.Check(request, warnings) };
        PredictionTarget.Check(results, request, findings);
        CheckScale(request, options, findings);
        var data = Data(request, options);
        var hasCaps = ImageSearch.CheckCaps(data, findings);
        var sessions = NewSessionsReader.Read(data, request.Labelled, findings, warnings, builtIn: clinica is null);
        var networks = new TrainedNetworks(results, findings);
        var folds = architecture is null ? [] : networks.Read(request.Selections, warnings);
        if (request.Weighing == Weighing.OtherFolds && !folds.IsEmpty)
        {
            folds = CrossFold.Weigh(folds, findings);
        }

        var search = new ImageSearch(
            options.Preprocessing,
            options.Slices.Direction,
            [.. sessions.Select(session => new SoughtSession(session.CapsDirectory ?? request.CapsDirectory, session.ParticipantId, session.SessionId, session.File, session.Line))],
            length => networks.Slices is { } trained ? InUse(request, options, trained, length, findings) : null);
        var images = hasCaps ? search.Find(request.UseExtractedSlices, findings) : FoundImages.None;

        if (images.Paths.FirstOrDefault(path => path is not null) is { } image)
        {
            clinica?.CheckShape(image);
        }

        // Extracted slices hold what is cut from volumes, scaled: networks that learned from them see the same in volumes, whatever --unnormalize said.
        var unnormalize = options.Slices is { Unnormalize: true, UseExtractedSlices: false };
        var preparation = new SlicePreparation(options.Slices.Direction, networks.Slices ?? default, unnormalize, request.UseExtractedSlices, options.Input is { IsNative: true } native ? native.Shape : null);
        if (findings.Count == 0 && cache.CheckSpace([.. images.Paths.Select(path => path!)], preparation) is { } noSpace)
        {
            findings.Add(noSpace);
        }

        return findings.Count == 0
            ? KnownPeople(new PredictionPlan(request, results, network, architecture!, sessions, [.. images.Paths.Select(path => path!)], preparation, folds, Covariates(sessions, warnings)), warnings)
            : throw new BadInputException(findings);
    }

    /// <summary>What cannot be read of a person makes no prediction wrong.</summary>
    private static ImageCovariates Covariates(ImmutableArray<NewSession> sessions, ICollection<string> warnings)
    {
        var findings = new List<Finding>();
        var known = Cohorts.Reading.Covariates.Read([.. sessions.Select(session => (session.File, session.Line))], findings);
        foreach (var warning in UnknownCells.Warnings(findings))
        {
            warnings.Add(warning);
        }

        return new ImageCovariates(known.Ages, known.Sexes, known.Sites);
    }

    /// <summary>Ends the check: only once images were decoded can they be compared.</summary>
    /// <param name="plan">A plan.</param>
    /// <param name="marks">Of each of its images.</param>
    /// <param name="warnings">Takes what a person should know though it stops nothing.</param>
    /// <returns>The plan, which knows what is to be said of leakage.</returns>
    public static PredictionPlan KnownImages(PredictionPlan plan, IReadOnlyList<ImageMark> marks, ICollection<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(marks);
        ArgumentNullException.ThrowIfNull(warnings);
        MarkedImage[] images = [.. plan.People.Zip(plan.Sessions, marks).Select(image => new MarkedImage(image.First, image.Second.SessionId, image.Third))];
        var report = GroupLeakage.OfImages(plan.Request.Prefix, images, plan.Studies, plan.Results.Folds());
        Say(report.Findings, warnings);
        return plan with { Leakage = plan.Leakage.With(report) };
    }

    private static PredictionPlan KnownPeople(PredictionPlan plan, ICollection<string> warnings)
    {
        var (studies, group) = (KnownStudy.Ancestry(plan.Results, warnings), plan.Request.Prefix);
        ImmutableArray<LeakageFinding> leaks = [.. GroupLeakage.OfPeople(group, [.. plan.People.Distinct()], studies, plan.Results.Folds())];
        Say(leaks, warnings);
        ImmutableArray<EarlierLook> looks = [.. EarlierLook.Of(plan.Results, plan.Sessions.Select(session => (session.ParticipantId, session.SessionId)))];
        foreach (var record in PredictionRecord.Damaged(plan.Results.Tree))
        {
            warnings.Add($"{record}: not as predict writes it, so that it does not say how often its people were looked at; counted as once.");
        }

        if (!looks.IsEmpty)
        {
            var times = looks.Sum(look => look.Times);
            warnings.Add(
                $"{group}: sessions of it were predicted with these networks {(times == 1 ? "once" : $"{times} times")} before ({string.Join(", ", looks.Select(look => look.Prefix))}). What is changed after a look at people is fitted to them: say how often you looked.");
        }

        return plan with
        {
            Studies = studies,
            Leakage = new LeakageReport([], [.. leaks, .. looks.Select(look => new LeakageFinding(LeakageKind.LookedAt, null, new(group), new(look.Prefix)) { Sessions = look.Sessions, Times = look.Times })]),
        };
    }

    private static void Say(ImmutableArray<LeakageFinding> leaks, ICollection<string> warnings)
    {
        foreach (var warning in GroupLeakage.Warnings(leaks))
        {
            warnings.Add(warning);
        }
    }

    private static Architecture? CheckStudy(ResultFolder results, NetworkSpec network, ClinicaPrediction? clinica, List<Finding> findings)
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

        if (clinica is not null)
        {
            return clinica.Architecture();
        }

        var own = new List<Finding>();
        var architecture = ArchitectureLookup.Find(network, own);

        // What would be an argument of a training is a word of this file here.
        findings.AddRange(own.Select(finding => Path.IsPathRooted(finding.Where) ? finding : finding with { Where = results.Tree.CommandLine }));
        return architecture;
    }

    private static void CheckScale(PredictionRequest request, RecordedOptions options, List<Finding> findings)
    {
        if (request.UseExtractedSlices && options.Slices is { Unnormalize: true, UseExtractedSlices: false })
        {
            findings.Add(new Finding("--use_extracted_slices", null, "extracted slices are scaled, and the networks learned from slices that are not (--unnormalize)", "volumes, without this option"));
        }
    }

    private static DataSpec Data(PredictionRequest request, RecordedOptions options) => new()
    {
        CapsDirectory = request.CapsDirectory,
        MultiCohort = request.MultiCohort,
        Preprocessing = options.Preprocessing,
        TsvPath = request.TsvPath,
        Diagnoses = request.Diagnoses.IsEmpty ? options.Diagnoses : request.Diagnoses,
        LabelCode = options.LabelCode.SetItems(request.LabelCode),
    };

    private static SliceRange? InUse(PredictionRequest request, RecordedOptions options, SliceRange trained, int length, List<Finding> findings)
    {
        var (begin, end) = (options.Slices.DiscardedAtBeginning, options.Slices.DiscardedAtEnd);
        if (length == begin + trained.Count + end)
        {
            return trained;
        }

        findings.Add(new Finding(
            request.CapsDirectory,
            null,
            $"images with {length} slices in {options.Slices.Direction.Term()} direction",
            $"{begin + trained.Count + end}, as in training: slices {trained.First} to {trained.At(trained.Count - 1)} were in use, {begin} discarded before and {end} after them"));
        return null;
    }
}
