namespace SliceActors.Learning.Training;

/// <summary>The network of a unit cannot be trained to its end; other units are not concerned. The message is a sentence for the user.</summary>
public sealed class TrainingFailedException : Exception
{
    /// <summary>Makes the exception of its sentence.</summary>
    public TrainingFailedException(string message)
        : base(message)
    {
    }
}
