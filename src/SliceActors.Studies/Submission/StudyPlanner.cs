using System.Collections.Immutable;
using SliceActors.Cohorts.Reading;
using SliceActors.Imaging.Images;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;

namespace SliceActors.Studies.Submission;

/// <summary>Turns a spec into a plan, and finds everything that is wrong with its input before anything is written.</summary>
public static class StudyPlanner
{
    /// <summary>Reads the tables and the headers of all images.</summary>
    /// <param name="spec">The study.</param>
    /// <param name="network">The network that it names.</param>
    /// <param name="cache">Where prepared slices will be kept: has to have room for them.</param>
    /// <param name="warnings">Takes what a person should know though it stops nothing.</param>
    /// <exception cref="BadInputException">The input cannot be used; holds all findings.</exception>
    public static PlannedStudy Plan(RunSpec spec, FoundNetwork network, SliceCache cache, ICollection<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(cache);
        var findings = new List<Finding>(network.Findings);
        CheckNetwork(spec, network.Architecture, findings);
        var hasCaps = ImageSearch.CheckCaps(spec.Data, findings);
        var folds = CohortReader.Read(spec.Data, findings, warnings);
        var sessions = Distinct(folds);
        var images = hasCaps ? Search(spec, sessions, findings).Find(spec.Slices.UseExtractedSlices, findings) : FoundImages.None;
        var slices = images.Slices ?? default;
        if (folds.Length * (spec.Permutations + spec.Repeats) > FoldVariations.Most)
        {
            findings.Add(new Finding(
                "--permutations, --repeats",
                null,
                $"{folds.Length} folds, each of them {spec.Permutations + spec.Repeats} times more",
                $"{FoldVariations.Most / folds.Length} permutations and repeats together at most with so many folds"));
        }

        if (findings.Count == 0 && cache.CheckSpace([.. images.Paths.Select(path => path!)], Preparation(spec, slices)) is { } noSpace)
        {
            findings.Add(noSpace);
        }

        if (findings.Count > 0)
        {
            // Otherwise the images are decoded when their slices are prepared. Someone who has to mend something wants to hear of all of it now.
            findings.AddRange(ImageCheck.Decode(images.Readable, Preparation(spec, slices), Environment.ProcessorCount));
            throw new BadInputException(findings);
        }

        if (spec.Slices is { UseExtractedSlices: true, Unnormalize: true })
        {
            warnings.Add("--unnormalize changes nothing: extracted slices are scaled already.");
        }

        WarnOfEvaluationSteps(spec, folds, slices, warnings);
        if (spec.NetworkType == NetworkType.Autoencoder && spec.Network.Dropout > 0)
        {
            warnings.Add($"--dropout changes nothing: the convolutional part of {spec.Network.Architecture}, which an autoencoder is made of, has no dropout layers.");
        }

        WarnOfUnknownCells(sessions, warnings);
        var index = sessions.Select((session, position) => (session, position)).ToDictionary(entry => Key(entry.session), entry => entry.position);
        ImmutableArray<FoldPlan> planned =
        [
            .. folds.Select(fold => new FoldPlan(
                fold.Fold,
                [.. fold.Train.Select(session => new PlannedSession(index[Key(session)], session.Label))],
                [.. fold.Validation.Select(session => new PlannedSession(index[Key(session)], session.Label))],
                fold.LeakedParticipants)),
        ];
        var plan = new RunPlan(
            [.. sessions.Select((session, position) => new PlannedImage(session.ParticipantId, session.SessionId, images.Paths[position]!))],
            slices,
            planned)
        {
            Variations = FoldVariations.Of(planned, spec.Permutations, spec.Repeats, spec.Optimisation.Seed),
        };
        if (spec.Permutations > 0 && new LabelExchange(plan).Fixed is { IsEmpty: false } mixed)
        {
            warnings.Add($"--permutations leaves the labels of {string.Join(", ", mixed)} as they are: their sessions have different labels.");
        }

        return new PlannedStudy(folds, plan);
    }

    /// <summary>Finds what is wrong with a study whose tables cannot be read yet.</summary>
    /// <param name="spec">The study.</param>
    /// <param name="network">The network that it names.</param>
    /// <param name="areFoldsKnown">Whether the number of its folds is right.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static void CheckNames(RunSpec spec, FoundNetwork network, bool areFoldsKnown, List<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(findings);
        findings.AddRange(network.Findings);
        CheckNetwork(spec, network.Architecture, findings);
        ImageSearch.CheckCaps(spec.Data, findings);
        CohortReader.CheckNames(spec.Data, areFoldsKnown, findings);
    }

    /// <summary>How the slices of a study are prepared.</summary>
    public static SlicePreparation Preparation(RunSpec spec, SliceRange slices)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new SlicePreparation(spec.Slices.Direction, slices, spec.Slices.Unnormalize, spec.Slices.UseExtractedSlices);
    }

    private static void CheckNetwork(RunSpec spec, Architecture? architecture, List<Finding> findings)
    {
        if (architecture is null)
        {
            return;
        }

        if (spec.NetworkType == NetworkType.Autoencoder && !architecture.HasFeatures)
        {
            findings.Add(new Finding(
                "ARCHITECTURE",
                null,
                $"no autoencoder can be made of {architecture.Name}: it has no sequential convolutional part that could be mirrored",
                $"one of {string.Join(", ", ArchitectureTable.All.Where(known => known.HasFeatures).Select(known => known.Name))}, or a plugin's network that implements ISequentialNetworkPlugin"));
        }
        else if (spec.Network.Trainable == TrainableLayers.Tail && !architecture.HasTail)
        {
            findings.Add(new Finding("--trainable", null, $"{architecture.Name} has no tail", "--trainable all"));
        }

        CachedFeatures.Check(spec, architecture, findings);
    }

    private static ImageSearch Search(RunSpec spec, ImmutableArray<LabelledSession> sessions, List<Finding> findings) => new(
        spec.Data.Preprocessing,
        spec.Slices.Direction,
        [.. sessions.Select(session => new SoughtSession(session.CapsDirectory ?? spec.Data.CapsDirectory, session.ParticipantId, session.SessionId, session.File, session.Line))],
        length => FoundImages.Remaining(spec, length, findings));

    private static ImmutableArray<LabelledSession> Distinct(IEnumerable<FoldSessions> folds) =>
        [.. folds.SelectMany(fold => fold.Train.Concat(fold.Validation)).DistinctBy(Key)];

    private static (string? Caps, string Participant, string Session) Key(LabelledSession session) => (session.CapsDirectory, session.ParticipantId, session.SessionId);

    // What cannot be read of a person makes no training wrong, but that person is in no subgroup.
    private static void WarnOfUnknownCells(ImmutableArray<LabelledSession> sessions, ICollection<string> warnings)
    {
        var findings = new List<Finding>();
        _ = Covariates.Read([.. sessions.Select(session => (session.File, session.Line))], findings);
        foreach (var warning in UnknownCells.Warnings(findings))
        {
            warnings.Add(warning);
        }
    }

    private static void WarnOfEvaluationSteps(RunSpec spec, ImmutableArray<FoldSessions> folds, SliceRange slices, ICollection<string> warnings)
    {
        var steps = spec.Optimisation.EvaluationSteps;
        var itemsPerSession = spec.NetworkType == NetworkType.Multicnn ? 1 : slices.Count;
        foreach (var fold in folds.Where(_ => steps > 0))
        {
            var batches = (int)Math.Ceiling((double)fold.Train.Length * itemsPerSession / spec.Optimisation.BatchSize);
            if (!Enumerable.Range(1, batches - 1).Any(batch => batch % steps == 0 && batch % spec.Optimisation.AccumulationSteps == 0))
            {
                warnings.Add($"--evaluation_steps {steps} evaluates only at the end of an epoch in fold {fold.Fold}: it has {batches} batches, and weights are updated every {spec.Optimisation.AccumulationSteps}.");
            }
        }
    }
}
