using System.Collections.Immutable;
using SliceActors.Cohorts.Leakage;
using SliceActors.Cohorts.Reading;
using SliceActors.Imaging.Slices;
using SliceActors.Learning.Networks;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Rows;
using SliceActors.Studies.Leakage;
using SliceActors.Studies.Results;

namespace SliceActors.Studies.Prediction;

/// <summary>What a request means on its data: nothing left to guess, everything found in order.</summary>
/// <param name="Request">The request.</param>
/// <param name="Results">The result folder.</param>
/// <param name="Network">What the results say of the networks.</param>
/// <param name="Architecture">Kind of the networks.</param>
/// <param name="Sessions">The new sessions.</param>
/// <param name="Images">Image of each session, in the same order.</param>
/// <param name="Preparation">How slices are made: as in the training.</param>
/// <param name="Folds">The networks of each fold and selection.</param>
/// <param name="Covariates">What the tables say of the person of each session beside the label.</param>
public sealed record PredictionPlan(
    PredictionRequest Request,
    ResultFolder Results,
    NetworkSpec Network,
    Architecture Architecture,
    ImmutableArray<NewSession> Sessions,
    ImmutableArray<string> Images,
    SlicePreparation Preparation,
    ImmutableArray<TrainedFold> Folds,
    ImageCovariates Covariates)
{
    /// <summary>The study of the networks, and what it started from.</summary>
    public ImmutableArray<KnownStudy> Studies { get; init; } = [];

    /// <summary>What the networks know of the new sessions.</summary>
    public LeakageReport Leakage { get; init; } = LeakageReport.Empty;

    /// <summary>Whose session each is.</summary>
    internal IEnumerable<(string? Caps, string Participant)> People => Sessions.Zip(Images, (session, image) => FoldPeople.PersonOf(session.ParticipantId, image));

    /// <summary>Intra-op threads of each network: those of the training, which give its bits.</summary>
    public int IntraOpThreads => Results.Options.IntraOpThreads ?? 1;
}
