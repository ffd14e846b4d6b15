namespace SliceActors.Scoring.Estimates;

/// <summary>Every pair of a session of class 1 and one of class 0, each judged by a vote that was made without the people of both.</summary>
/// <param name="Matrix">Which of the two had the higher score.</param>
/// <param name="Skipped">Pairs that could not be judged: without their people a class is empty.</param>
/// <param name="EqualWeights">Pairs for which no slice passed the threshold.</param>
/// <param name="PositivesRight">Pairs whose session of class 1 was called 1.</param>
/// <param name="NegativesRight">Pairs whose session of class 0 was called 0.</param>
internal sealed record JudgedPairs(PairMatrix Matrix, int Skipped, int EqualWeights, int PositivesRight, int NegativesRight);
