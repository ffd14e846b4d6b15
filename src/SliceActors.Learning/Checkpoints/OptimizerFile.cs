using SliceActors.Imaging.PyTorch;
using SliceActors.Learning.Native.Optimisation;

namespace SliceActors.Learning.Checkpoints;

/// <summary><c>optimizer-e.pth.tar</c>: a PyTorch file with the keys of ClinicaDL 0.2.1 and the state dictionary of PyTorch's Adam.</summary>
internal static class OptimizerFile
{
    /// <summary>Writes the file.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="optimizer">The optimizer.</param>
    /// <param name="epoch">0-based.</param>
    public static void Write(Stream stream, AdamOptimizer optimizer, int epoch)
    {
        var states = new PythonDict();
        for (var i = 0; i < optimizer.States.Count; i++)
        {
            var state = optimizer.States[i];
            states.Add(i, new PythonDict
            {
                { "step", TensorExchange.ToFile(state.Step) },
                { "exp_avg", TensorExchange.ToFile(state.ExpAvg) },
                { "exp_avg_sq", TensorExchange.ToFile(state.ExpAvgSq) },
            });
        }

        TorchFile.Write(stream, new PythonDict
        {
            { "optimizer", new PythonDict { { "state", states }, { "param_groups", new PythonList(Group(optimizer)) } } },
            { "epoch", epoch },
            { "name", "Adam" },
        });
    }

    /// <summary>Puts the state of a file into an optimizer of the same parameters.</summary>
    /// <exception cref="InvalidDataException">The file is about other parameters.</exception>
    public static void Load(string path, AdamOptimizer optimizer)
    {
        var states = new PythonReading(TorchFile.Read(path)).Dictionary("optimizer").Dictionary("state");
        for (var i = 0; i < optimizer.States.Count; i++)
        {
            var state = states.Dictionary(i);
            optimizer.States[i].Step.CopyFrom(state.Of<TorchTensor>("step"));
            optimizer.States[i].ExpAvg.CopyFrom(state.Of<TorchTensor>("exp_avg"));
            optimizer.States[i].ExpAvgSq.CopyFrom(state.Of<TorchTensor>("exp_avg_sq"));
        }
    }

    private static PythonDict Group(AdamOptimizer optimizer) => new()
    {
        { "lr", optimizer.Settings.LearningRate },
        { "betas", new PythonTuple(optimizer.Settings.Beta1, optimizer.Settings.Beta2) },
        { "eps", optimizer.Settings.Epsilon },
        { "weight_decay", optimizer.Settings.WeightDecay },
        { "amsgrad", false },
        { "maximize", false },
        { "foreach", PythonNone.Instance },
        { "capturable", false },
        { "differentiable", false },
        { "fused", false },
        { "params", new PythonList(Enumerable.Range(0, optimizer.States.Count).Select(i => (PythonValue)i)) },
    };
}
