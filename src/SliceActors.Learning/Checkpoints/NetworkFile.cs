using System.Runtime.InteropServices;
using SliceActors.Imaging.PyTorch;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Objectives;
using SliceActors.Learning.Weights;

namespace SliceActors.Learning.Checkpoints;

/// <summary>
/// <c>checkpoint-e.pth.tar</c> and <c>model_best.pth.tar</c>: a PyTorch file with the keys of ClinicaDL 0.2.1. The scores are float64 tensors without
/// dimensions, because <c>torch.load(…, weights_only=True)</c> of PyTorch 1.13 refuses Python floats.
/// </summary>
internal static class NetworkFile
{
    /// <summary>Writes the file.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="network">The network.</param>
    /// <param name="epoch">0-based.</param>
    /// <param name="hasBalancedAccuracy">Whether that score has a balanced accuracy: <c>valid_acc</c>, which an autoencoder's file lacks.</param>
    /// <param name="validation">Gives the score of the epoch on the validation set; asked when the network is written.</param>
    public static void Write(Stream stream, SliceNetwork network, int epoch, bool hasBalancedAccuracy, Func<EpochScore> validation)
    {
        var state = new PythonDict(ordered: true);
        foreach (var (name, tensor) in StateDict.Of(network))
        {
            state.Add(name, TensorExchange.ToFile(tensor));
        }

        var file = new PythonDict { { "model", state }, { "epoch", epoch }, { "valid_loss", Number(() => validation().Loss) } };
        if (hasBalancedAccuracy)
        {
            file.Add("valid_acc", Number(() => validation().BalancedAccuracy!.Value));
        }

        TorchFile.Write(stream, file);
    }

    /// <summary>Puts the network of a file into a network of the same architecture.</summary>
    /// <exception cref="InvalidDataException">The file holds another network.</exception>
    public static void Load(string path, SliceNetwork network)
    {
        var model = new PythonReading(TorchFile.Read(path)).Dictionary("model");
        foreach (var (name, tensor) in StateDict.Of(network))
        {
            tensor.CopyFrom(model.Of<TorchTensor>(name));
        }
    }

    private static TorchTensor Number(Func<double> value) =>
        TorchTensor.Contiguous(TorchDtype.Float64, [], () => MemoryMarshal.AsBytes<double>(new[] { value() }));
}
