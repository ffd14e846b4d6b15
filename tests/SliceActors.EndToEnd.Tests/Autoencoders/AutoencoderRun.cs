using SliceActors.EndToEnd.Tests.Programs;
using SliceActors.EndToEnd.Tests.Studies;

namespace SliceActors.EndToEnd.Tests.Autoencoders;

/// <summary>A study with one autoencoder run that nothing disturbed.</summary>
public sealed class AutoencoderRun : IDisposable
{
    private readonly Lazy<(string Output, ProgramResult Result)> undisturbed;

    public AutoencoderRun() => undisturbed = new(() =>
    {
        var output = Study.NewOutput();
        return (output, SliceActorsProgram.Run(Train(output)).Ended(0));
    });

    public SmallStudy Study { get; } = new();

    public string Output => undisturbed.Value.Output;

    internal ProgramResult Said => undisturbed.Value.Result;

    public string[] Train(string output) => Study.Train("autoencoder", output, "--epochs", "2", "--visualization");

    public void Dispose() => Study.Dispose();
}
