using SliceActors.Learning.Native;
using SliceActors.Learning.Objectives;
using SliceActors.Learning.Weights;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Specs;
using static TorchSharp.torch;

namespace SliceActors.Learning.Networks.Custom;

/// <summary>
/// Tries a network that somebody else wrote before anything depends on it: shapes, types, gradients, and whether it can be repeated. There are TorchScript
/// files with which libtorch ends the process, so call it in a process that nobody needs.
/// </summary>
public static class NetworkProbe
{
    /// <summary>Makes the network that a spec names, once, and tries it on made-up slices.</summary>
    /// <param name="spec">The spec's network.</param>
    /// <param name="networkType">What is made of it: an autoencoder is tried as one.</param>
    /// <param name="findings">Gets what is wrong, with what to do.</param>
    public static void Check(NetworkSpec spec, NetworkType networkType, ICollection<Finding> findings)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ArgumentNullException.ThrowIfNull(findings);
        if (ArchitectureLookup.Find(spec, findings) is { } architecture)
        {
            var (where, which) = spec.PluginFile is { } plugin ? (plugin, architecture.Name) : (spec.Architecture, "the network");
            Check(architecture, Objective.Of(networkType), new NetworkOptions(spec.Dropout), where, which, findings);
        }
    }

    internal static void Check(
        Architecture architecture, Objective objective, NetworkOptions options, string where, string which, ICollection<Finding> findings)
    {
        try
        {
            using var network = objective.Build(architecture, options, seed: 0);
            lock (NetworkFactory.DefaultGenerator)
            {
                using var scope = NewDisposeScope();
                if ((State(network) ?? Evaluation(network, objective) ?? Training(network, objective)) is { } problem)
                {
                    findings.Add(new Finding(where, null, $"{which}: {problem.Found}", problem.Expected));
                }
            }
        }
#pragma warning disable CA1031 // The user's code may throw anything; whatever it is, it is said.
        catch (Exception trouble)
#pragma warning restore CA1031
        {
            findings.Add(new Finding(where, null, $"{which} fails: {NetworkFault.Sentence(trouble)}", objective.Requirement));
        }
    }

    /// <summary>What checkpoints can hold and the optimizer can train.</summary>
    private static (string Found, string Expected)? State(SliceNetwork network)
    {
        var parameters = network.named_parameters().ToList();
        if (parameters.Count == 0)
        {
            return ("it has no parameters, so there is nothing to train; perhaps it was frozen", "a network that was not frozen");
        }

        if (parameters.FirstOrDefault(entry => entry.parameter.dtype != ScalarType.Float32) is { name: { } other } wrong)
        {
            return ($"the parameter {other} is of type {wrong.parameter.dtype}", "float32 parameters");
        }

        var state = StateDict.Of(network);
        if (state.FirstOrDefault(entry => entry.Tensor.dtype is not (ScalarType.Float32 or ScalarType.Int64)) is { Name: { } buffer } odd)
        {
            return ($"the buffer {buffer} is of type {odd.Tensor.dtype}", "float32 or int64 buffers");
        }

        if (state.FirstOrDefault(entry => !entry.Tensor.is_contiguous()) is { Name: { } scattered })
        {
            return ($"the tensor {scattered} is not contiguous in memory", "contiguous tensors: tensor.contiguous()");
        }

        if (state.FirstOrDefault(entry => entry.Tensor.is_floating_point() && !entry.Tensor.isfinite().all().item<bool>()) is { Name: { } diverged })
        {
            return ($"the tensor {diverged} has values that are NaN or infinite", "finite weights");
        }

        var shared = state.Where(entry => entry.Tensor.numel() > 0).GroupBy(entry => Address(entry.Tensor)).FirstOrDefault(group => group.Count() > 1);
        return shared is null ? null : ($"{string.Join(" and ", shared.Select(entry => entry.Name))} are the same tensor", "tensors of their own");
    }

    private static (string Found, string Expected)? Evaluation(SliceNetwork network, Objective objective)
    {
        using var withoutGradients = no_grad();
        network.eval();
        foreach (var batch in new[] { 1, 3 })
        {
            var images = Images(batch);
            var before = random.get_rng_state();
            var answer = network.forward(images);
            if (Shape(answer, network, objective, batch) is { } problem)
            {
                return problem;
            }

            if (!answer.isfinite().all().item<bool>())
            {
                return ("it answers with values that are NaN or infinite", $"finite {objective.AnswerTerm}");
            }

            if (!Same(before, random.get_rng_state()) || !Same(answer, network.forward(images)))
            {
                return ("it draws random numbers while it is evaluated, so its predictions cannot be repeated", "no dropout in evaluation mode; a traced network has to be traced after network.eval(), or better scripted");
            }
        }

        return null;
    }

    private static (string Found, string Expected)? Training(SliceNetwork network, Objective objective)
    {
        using var generator = new Generator(1);
        network.DropoutGenerator = generator;
        network.train();
        if (!network.training)
        {
            return ("it does not enter training mode", "a network with a training mode");
        }

        var before = random.get_rng_state();
        var answer = network.forward(Images(4));
        if (Shape(answer, network, objective, 4) is { } problem)
        {
            return problem;
        }

        if (network is not ScriptNetwork { DrawsRandomNumbers: true } && !Same(before, random.get_rng_state()))
        {
            return ("it draws random numbers that cannot be repeated, from the generator that all networks of the process share", "SeededDropout of SliceActors.Learning.Networks in place of TorchSharp's dropout");
        }

        answer.sum().backward();
        var unused = network.named_parameters().Where(entry => entry.parameter.grad is null).Select(entry => entry.name).ToList();
        return unused.Count == 0 ? null : ($"its {objective.AnswerTerm} do not depend on {string.Join(", ", unused)}", "parameters that are all used");
    }

    private static Tensor Images(int batch)
    {
        using var generator = new Generator(1);
        return rand([batch, 1, SliceNetwork.InputSize, SliceNetwork.InputSize], generator: generator);
    }

    private static (string Found, string Expected)? Shape(Tensor answer, SliceNetwork network, Objective objective, int batch)
    {
        var expected = objective.AnswerShape(network, batch);
        return answer.dtype == ScalarType.Float32 && answer.shape.SequenceEqual(expected)
            ? null
            : ($"it gives {answer.dtype} [{string.Join(", ", answer.shape)}] for {batch} slices", $"float32 {objective.AnswerTerm} [{string.Join(", ", expected)}]");
    }

    private static bool Same(Tensor one, Tensor other) => one.contiguous().bytes.SequenceEqual(other.contiguous().bytes);

    private static unsafe nint Address(Tensor tensor)
    {
        fixed (byte* first = tensor.bytes)
        {
            return (nint)first;
        }
    }
}
