using SliceActors.Scoring.Estimates;

namespace SliceActors.Scoring.Comparisons;

/// <summary>A fold of two results, with the same sessions in both.</summary>
/// <param name="First">Of the one, judged.</param>
/// <param name="Second">Of the other, judged.</param>
internal sealed record ComparedFold(ValidationFold First, ValidationFold Second)
{
    /// <summary>Variance of the difference in AUC; NaN where the pairs that count are of fewer than two people of a class.</summary>
    public double Variance { get; } = First.Matrix!.Minus(Second.Matrix!).Variance();

    /// <summary>People in the validation set for each in the training set, the smaller one where the two learned from different people.</summary>
    public double TestToTrain => (double)People.Sessions.Length / Math.Min(First.TrainPeople, Second.TrainPeople);

    /// <summary>Who is in the validation set.</summary>
    public ValidationPeople People => First.People;
}
