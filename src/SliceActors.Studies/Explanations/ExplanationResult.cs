using System.Collections.Immutable;
using SliceActors.Runs.Specs;
using SliceActors.Scoring.Explanations;

namespace SliceActors.Studies.Explanations;

/// <summary>What was explained by one selection of networks.</summary>
/// <param name="Selection">How their epochs were chosen.</param>
/// <param name="Folder">Where the maps lie.</param>
/// <param name="Images">The images.</param>
/// <param name="Layers">What is left of maps when weights are shuffled.</param>
public sealed record ExplanationResult(Selection Selection, string Folder, ImmutableArray<ExplainedImage> Images, ImmutableArray<RandomisedLayer> Layers);
