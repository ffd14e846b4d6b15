using System.Collections.Immutable;
using SliceActors.Imaging.Slices;
using SliceActors.Imaging.Store;
using SliceActors.Learning.Networks.Custom;
using SliceActors.Runs.Errors;
using SliceActors.Scoring.Predictions;
using SliceActors.Studies.Journals;
using SliceActors.Studies.People;
using SliceActors.Studies.Prediction;
using SliceActors.Studies.Results;

namespace SliceActors.Studies.Explanations;

/// <summary>Finds whom a request is about: the people of the validation sets, each by the networks that did not learn from them, or other people by all networks.</summary>
internal static class SubjectFinder
{
    /// <summary>Reads the study and its tables.</summary>
    /// <param name="request">The request, without other images.</param>
    /// <param name="results">Its result folder, of a run.</param>
    /// <param name="warnings">Takes what a person should know.</param>
    /// <param name="findings">Takes what is wrong.</param>
    public static Subjects OfStudy(ExplanationRequest request, ResultFolder results, ICollection<string> warnings, List<Finding> findings)
    {
        var study = SubmittedRun.Read(results.Tree, warnings);
        var network = results.Network(warnings);
        var architecture = ArchitectureLookup.Find(network, findings);
        var trained = new TrainedNetworks(results, findings).Read(request.Selections, warnings);
        var labels = study.Plan.Folds.SelectMany(fold => fold.Train.Concat(fold.Validation)).GroupBy(session => session.Image).ToDictionary(image => image.Key, image => image.First().Label);
        ImmutableArray<SubjectImage> images = [.. study.Plan.Images.Select((image, i) => new SubjectImage(image.ParticipantId, image.SessionId, labels.TryGetValue(i, out var label) ? label : null, image.Path))];
        var validation = study.Plan.Folds.ToDictionary(fold => fold.Fold, fold => fold.Validation.Select(session => session.Image));
        CheckParticipants(request, validation.Values.SelectMany(set => set).Select(image => images[image].ParticipantId), "participants of a validation set of the study", findings);
        var (rows, noRows) = request.GroupBy is null ? (null, string.Empty) : ListedImages.Of(study.Spec, study.Plan);
        return new Subjects(
            network,
            architecture,
            images,
            findings.Count == 0 ? Folds(trained, results, fold => validation[fold.Fold].Where(image => IsAskedFor(request, images[image]))) : [],
            new SlicePreparation(study.Spec.Slices.Direction, study.Plan.Slices, study.Spec.Slices.Unnormalize, study.Spec.Slices.UseExtractedSlices),
            rows,
            noRows);
    }

    /// <summary>Reads the table of other images, as <c>predict</c> does.</summary>
    /// <param name="request">The request.</param>
    /// <param name="others">Its other images.</param>
    /// <param name="results">Its result folder.</param>
    /// <param name="cache">Where prepared slices will be kept.</param>
    /// <param name="warnings">Takes what a person should know.</param>
    /// <param name="findings">Takes what is wrong.</param>
    /// <exception cref="BadInputException">The images cannot be answered: all findings.</exception>
    public static Subjects OfOthers(ExplanationRequest request, PredictionRequest others, ResultFolder results, SliceCache cache, ICollection<string> warnings, List<Finding> findings)
    {
        var plan = PredictionPlanner.Plan(others with { WritesTables = false }, cache, warnings);
        ImmutableArray<SubjectImage> images = [.. plan.Sessions.Zip(plan.Images, (session, path) => new SubjectImage(session.ParticipantId, session.SessionId, session.Label, path))];
        CheckParticipants(request, images.Select(image => image.ParticipantId), $"participants of {others.TsvPath}", findings);
        var asked = Enumerable.Range(0, images.Length).Where(image => IsAskedFor(request, images[image])).ToList();
        return new Subjects(
            plan.Network,
            plan.Architecture,
            images,
            Folds(plan.Folds, results, _ => asked),
            plan.Preparation,
            [.. plan.Sessions.Select(session => (session.File, session.Line))],
            string.Empty)
        { Prediction = plan };
    }

    private static ImmutableArray<ExplainedFold> Folds(ImmutableArray<TrainedFold> trained, ResultFolder results, Func<TrainedFold, IEnumerable<int>> images) =>
        [.. trained.Select(fold => new ExplainedFold(fold, WeighedVote.Of(fold.Weighs, StudyPredictor.Vote(results.Options, fold)), [.. images(fold)])).Where(fold => !fold.Images.IsEmpty)];

    private static bool IsAskedFor(ExplanationRequest request, SubjectImage image) => request.Participants.IsEmpty || request.Participants.Contains(image.ParticipantId);

    private static void CheckParticipants(ExplanationRequest request, IEnumerable<string> known, string expected, List<Finding> findings)
    {
        foreach (var stranger in request.Participants.Except(known))
        {
            findings.Add(new Finding("--participants", null, stranger, expected));
        }
    }
}
