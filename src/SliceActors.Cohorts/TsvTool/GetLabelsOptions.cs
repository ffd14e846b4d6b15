using System.Collections.Immutable;

namespace SliceActors.Cohorts.TsvTool;

/// <summary>Options of <c>tsvtool getlabels</c>.</summary>
public sealed record GetLabelsOptions
{
    /// <summary>Table of all sessions: <c>participant_id</c>, <c>session_id</c>, <c>diagnosis</c>, age, sex.</summary>
    public required string MergedTsv { get; init; }

    /// <summary>Folder of tables <c>…_SESSION.tsv</c> that say which modalities each participant has.</summary>
    public required string MissingMods { get; init; }

    /// <summary>Folder that receives the lists.</summary>
    public required string ResultsPath { get; init; }

    /// <summary>Modality that a session must have.</summary>
    public string Modality { get; init; } = "t1w";

    /// <summary>Labels to make lists of, among <see cref="LabelRules.Known"/>.</summary>
    public ImmutableArray<string> Diagnoses { get; init; } = ["AD", "CN"];

    /// <summary>Months after which MCI counts as stable or progressive, 0 or more.</summary>
    public int TimeHorizon { get; init; } = 36;

    /// <summary>Table of the only sessions to keep; null = all.</summary>
    public string? RestrictionPath { get; init; }

    /// <summary>Further columns of the merged table to keep.</summary>
    public ImmutableArray<string> VariablesOfInterest { get; init; } = [];

    /// <summary>Whether sessions of participants with subjective memory complaints (SMC) stay.</summary>
    public bool KeepSmc { get; init; }
}
