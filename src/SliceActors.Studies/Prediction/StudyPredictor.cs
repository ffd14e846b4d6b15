using System.Collections.Immutable;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Prediction;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Outcomes;
using SliceActors.Runs.Plans;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Folds;
using SliceActors.Scoring.Predictions;
using SliceActors.Scoring.Subgroups;
using SliceActors.Studies.Results;

namespace SliceActors.Studies.Prediction;

/// <summary>
/// Applies the networks of a study to new images. It needs no actors: it is over in minutes, keeps nothing that a crash could lose, and writes only once
/// everything is computed.
/// </summary>
public static class StudyPredictor
{
    /// <summary>Takes the prefix of a plan: to be held until its tables are written.</summary>
    /// <exception cref="RefusedException">Another process is predicting under it.</exception>
    /// <exception cref="BadInputException">It was used since it was checked.</exception>
    /// <exception cref="IOException">The disk refused.</exception>
    public static IDisposable Claim(PredictionPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return PredictionTarget.Claim(plan.Results, plan.Request);
    }

    /// <summary>Computes everything; writes nothing.</summary>
    /// <param name="plan">What to compute.</param>
    /// <param name="store">The slices of its images.</param>
    /// <param name="slots">What computes: as many networks side by side, at least one.</param>
    /// <param name="done">Told the number of finished networks, from their threads.</param>
    /// <param name="cancellation">Stops within a batch.</param>
    /// <exception cref="BadInputException">Model files are absent or of another network, answers are no numbers, or validation tables are not of these networks: all findings.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static PredictionResult Predict(PredictionPlan plan, SliceStore store, IReadOnlyList<ComputeDevice> slots, Action<int> done, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(store);
        ImmutableArray<PlannedSession> sessions = [.. plan.Sessions.Select((session, image) => new PlannedSession(image, session.Label ?? 0))];
        var jobs = plan.Folds.SelectMany(fold => fold.Networks).Select(network => new PredictionJob
        {
            Architecture = plan.Architecture,
            Dropout = plan.Network.Dropout,
            Input = plan.Results.Options.Input?.Shape ?? SliceShape.Usual,
            ModelFile = network.ModelFile,
            Sessions = sessions,
            Slices = network.Slices,
            Store = store,
            IntraOpThreads = plan.IntraOpThreads,
            MemoryFormats = plan.Results.Options.MemoryFormats,
        }).ToList();
        var predictions = ParallelPrediction.Predict(jobs, slots, done, cancellation);
        return Merge(plan, predictions);
    }

    /// <summary>Writes the tables into the result folder, each file whole or not at all, and a record of the request when all are there.</summary>
    /// <exception cref="IOException">The disk refused.</exception>
    public static void Write(PredictionPlan plan, PredictionResult result)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(result);
        PredictionTarget.Write(plan, result);
    }

    private static PredictionResult Merge(PredictionPlan plan, SetPredictions[] predictions)
    {
        var seed = plan.Results.Options.Seed ?? 0;
        ImmutableArray<ScoredSession> sessions = [.. plan.Sessions.Select(session => new ScoredSession(session.ParticipantId, session.SessionId, session.Label))];
        var folds = ImmutableArray.CreateBuilder<(TrainedFold Fold, PredictedSet Set)>();
        var findings = new List<Finding>();
        var next = 0;
        foreach (var fold in plan.Folds)
        {
            ImmutableArray<(SliceRange, SetPredictions)> networks = [.. fold.Networks.Select(network => (network.Slices, predictions[next++]))];
            var unanswered = fold.Networks.Zip(networks, (network, answered) => AnswerCheck.Of(network.ModelFile, network.Slices, sessions, answered.Item2)).OfType<Finding>().ToList();
            if (unanswered.Count > 0)
            {
                findings.AddRange(plan.Results.Options.Input is { IsNative: true } ? unanswered.Select(OfConstantSlice) : unanswered);
                continue;
            }

            try
            {
                var set = PredictionMerge.OfFold(sessions, networks, plan.Results.Options.NetworkType, fold.Weighs, Vote(plan.Results.Options, fold), seed, fold.Fold);
                folds.Add((fold, set));
            }
            catch (BadInputException bad)
            {
                findings.AddRange(bad.Findings);
            }
        }

        if (findings.Count > 0)
        {
            throw new BadInputException(findings);
        }

        var bySelection = folds.GroupBy(entry => entry.Fold.Selection, entry => entry.Set).ToList();
        var ensembles = bySelection.Where(sets => sets.Count() > 1).Select(sets => (sets.Key, PredictionMerge.OfFolds([.. sets.Select(set => set.Images)], seed))).ToImmutableArray();
        return new PredictionResult(folds.ToImmutable(), ensembles, plan.Request.Labelled ? [.. bySelection.Select(sets => (sets.Key, Report(plan, sets.Key, [.. sets], ensembles)))] : []);
    }

    private static SubgroupReport Report(PredictionPlan plan, Selection selection, ImmutableArray<PredictedSet> folds, ImmutableArray<(Selection Selection, PredictedSet Set)> ensembles)
    {
        var images = folds.Length > 1 ? ensembles.Single(mean => mean.Selection == selection).Set.Images : folds[0].Images;
        var ranks = plan.Sessions.Select((session, i) => (session, i)).ToDictionary(entry => (entry.session.ParticipantId, entry.session.SessionId), entry => entry.i);
        return SubgroupReport.Of(
            images, plan.Covariates.At([.. images.Select(image => ranks[(image.ParticipantId, image.SessionId)])]), [.. folds.Select(fold => (fold.Images, fold.SliceRows))]);
    }

    /// <summary>ClinicaDL from 1.0.2 on divides by the range of a slice.</summary>
    private static Finding OfConstantSlice(Finding finding) => finding with { Expected = $"slices of more than one grey value, since scaling divides by their range; and {finding.Expected}" };

    /// <summary>The vote of the training. ClinicaDL 0.2 weighs by the number of right answers and compares its threshold with that number.</summary>
    internal static VoteSpec Vote(RecordedOptions options, TrainedFold fold)
    {
        if (options.VoteWeights is { } weights)
        {
            return new VoteSpec { Weights = weights, SelectionThreshold = options.SelectionThreshold };
        }

        var sessions = fold.Validation.Rows.Count / fold.Networks.Sum(network => network.Slices.Count);
        return new VoteSpec { Weights = VoteWeights.Accuracy, SelectionThreshold = options.SelectionThreshold / sessions };
    }
}
