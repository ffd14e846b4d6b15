using System.Collections.Concurrent;
using System.Collections.Immutable;
using SliceActors.Cohorts;
using SliceActors.Imaging;
using SliceActors.Learning.Networks;
using SliceActors.Runs;

namespace SliceActors.Actors;

/// <summary>Turns a spec into a plan, and finds everything that is wrong with its input before anything is written.</summary>
public static class StudyPlanner
{
    /// <summary>Reads the tables and the headers of all images.</summary>
    /// <param name="spec">The study.</param>
    /// <param name="cache">Where prepared slices will be kept: has to have room for them.</param>
    /// <param name="warnings">Takes what a person should know though it stops nothing.</param>
    /// <exception cref="BadInputException">The input cannot be used; holds all findings.</exception>
    public static RunPlan Plan(RunSpec spec, SliceCache cache, ICollection<string> warnings)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(cache);
        var findings = new List<Finding>();
        CheckNetwork(spec, findings);
        CapsRoot.Check(spec.Data.CapsDirectory, findings);
        var hasCaps = findings.All(finding => finding.Where != spec.Data.CapsDirectory);
        var folds = CohortReader.Read(spec.Data, findings, warnings);

        // One finding for a wrong CAPS root says more than one for each session.
        var sessions = Distinct(folds);
        var images = hasCaps ? Locate(spec, sessions, findings) : [];
        var (shape, readable) = CheckShapes(sessions, images, findings);
        var slices = shape is { } known ? CheckSlices(spec, known, findings) : default;
        if (findings.Count == 0 && cache.CheckSpace([.. images.Select(image => image!)], Preparation(spec, slices)) is { } noSpace)
        {
            findings.Add(noSpace);
        }

        if (findings.Count > 0)
        {
            // Otherwise the images are decoded when their slices are prepared. Someone who has to mend something wants to hear of all of it now.
            findings.AddRange(ImageCheck.Decode(readable, Environment.ProcessorCount));
            throw new BadInputException(findings);
        }

        WarnOfEvaluationSteps(spec, folds, slices, warnings);
        var index = sessions.Select((session, position) => (session, position)).ToDictionary(entry => Key(entry.session), entry => entry.position);
        return new RunPlan(
            [.. sessions.Select((session, position) => new PlannedImage(session.ParticipantId, session.SessionId, images[position]!))],
            slices,
            [
                .. folds.Select(fold => new FoldPlan(
                    fold.Fold,
                    [.. fold.Train.Select(session => new PlannedSession(index[Key(session)], session.Label))],
                    [.. fold.Validation.Select(session => new PlannedSession(index[Key(session)], session.Label))],
                    fold.LeakedParticipants)),
            ]);
    }

    /// <summary>How the slices of a study are prepared.</summary>
    public static SlicePreparation Preparation(RunSpec spec, SliceRange slices)
    {
        ArgumentNullException.ThrowIfNull(spec);
        return new SlicePreparation(spec.Slices.Direction, slices, spec.Slices.Unnormalize);
    }

    private static void CheckNetwork(RunSpec spec, List<Finding> findings)
    {
        if (ArchitectureTable.Find(spec.Network, findings) is { } architecture && spec.Network.Trainable == TrainableLayers.Tail && !architecture.HasTail)
        {
            findings.Add(new Finding("--trainable", null, $"{architecture.Name} has no tail", "--trainable all"));
        }
    }

    private static ImmutableArray<LabelledSession> Distinct(IEnumerable<FoldSessions> folds) =>
        [.. folds.SelectMany(fold => fold.Train.Concat(fold.Validation)).DistinctBy(Key)];

    private static (string Participant, string Session) Key(LabelledSession session) => (session.ParticipantId, session.SessionId);

    private static string?[] Locate(RunSpec spec, ImmutableArray<LabelledSession> sessions, List<Finding> findings)
    {
        var images = new string?[sessions.Length];
        var missing = new List<Finding>();
        for (var i = 0; i < sessions.Length; i++)
        {
            var session = sessions[i];
            images[i] = CapsImages.Locate(spec.Data.CapsDirectory, spec.Data.Preprocessing, session.ParticipantId, session.SessionId, missing);
            findings.AddRange(missing.Select(finding => new Finding(session.File, session.Line, $"{finding.Found} in {finding.Where}", finding.Expected)));
            missing.Clear();
        }

        return images;
    }

    private static (VolumeShape? Usual, IReadOnlyList<string> Readable) CheckShapes(ImmutableArray<LabelledSession> sessions, string?[] images, List<Finding> findings)
    {
        var shapes = new VolumeShape?[images.Length];
        var unreadable = new ConcurrentBag<(int Index, Finding Finding)>();
        Parallel.For(0, images.Length, i =>
        {
            if (images[i] is { } image)
            {
                try
                {
                    shapes[i] = ImageHeader.Read(image);
                }
                catch (BadInputException bad)
                {
                    unreadable.Add((i, bad.Findings[0]));
                }
            }
        });
        findings.AddRange(unreadable.OrderBy(entry => entry.Index).Select(entry => entry.Finding));
        var known = shapes.Select((shape, index) => (shape, index)).Where(entry => entry.shape is not null).ToList();
        var readable = known.Select(entry => images[entry.index]!).ToList();
        if (known.Count == 0)
        {
            return (null, readable);
        }

        // The shape that most images have is the right one.
        var usual = known.GroupBy(entry => entry.shape!.Value).OrderByDescending(group => group.Count()).First().Key;
        findings.AddRange(known.Where(entry => entry.shape != usual).Select(entry => new Finding(
            images[entry.index]!,
            null,
            $"a volume of {entry.shape} voxels ({sessions[entry.index].ParticipantId} {sessions[entry.index].SessionId})",
            $"{usual}, as the other images")));
        return (usual, readable);
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

    private static SliceRange CheckSlices(RunSpec spec, VolumeShape shape, List<Finding> findings)
    {
        var (begin, end) = (spec.Slices.DiscardedAtBeginning, spec.Slices.DiscardedAtEnd);
        var length = shape.SlicesAlong(spec.Slices.Direction);
        var count = length - begin - end;
        var least = spec.NetworkType == NetworkType.Multicnn ? 2 : 1;
        if (count < least)
        {
            findings.Add(new Finding(
                "--discarded_slices",
                null,
                $"{begin} + {end} slices discarded of the {length} in {spec.Slices.Direction.Term()} direction leave {Math.Max(count, 0)}",
                least == 1 ? "at least 1 slice left" : "at least 2 slices left: multicnn trains one network per slice and votes"));
        }

        return new SliceRange(new SliceIndex(begin), count);
    }
}
