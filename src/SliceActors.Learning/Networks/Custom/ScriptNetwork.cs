using System.Runtime.InteropServices;
using SliceActors.Learning.Native;
using static TorchSharp.torch;

namespace SliceActors.Learning.Networks.Custom;

/// <summary>
/// A TorchScript network. It starts with the weights of its file. What it draws, dropout masks for instance, it draws from the default generator of the
/// process; while it does so, nobody else may.
/// </summary>
internal sealed class ScriptNetwork : ForeignNetwork
{
    private readonly jit.ScriptModule<Tensor, Tensor> script;
    private Generator? generator;

    private ScriptNetwork(Architecture architecture, jit.ScriptModule<Tensor, Tensor> script, bool drawsRandomNumbers)
        : base(architecture, script) => (this.script, DrawsRandomNumbers) = (script, drawsRandomNumbers);

    /// <summary>Whether it may draw random numbers while it is trained.</summary>
    public bool DrawsRandomNumbers { get; }

    /// <inheritdoc/>
    public override Generator? DropoutGenerator
    {
        set => generator = value;
    }

    /// <inheritdoc/>
    public override IEnumerable<(string name, nn.Module module)> named_children() => []; // A script counts what is its children's among its own.

    /// <summary>Loads a file and finds out how many channels it takes.</summary>
    /// <param name="architecture">Its kind.</param>
    /// <param name="code">Content of the file.</param>
    /// <param name="drawsRandomNumbers">Whether its code has operations that draw random numbers.</param>
    /// <exception cref="ExternalException">libtorch cannot load it. There are files on which it ends the process.</exception>
    public static ScriptNetwork Load(Architecture architecture, byte[] code, bool drawsRandomNumbers)
    {
        var script = jit.load<Tensor, Tensor>(code, TorchSharp.DeviceType.CPU, -1);
        var channels = TakesGrey(script) ? 1 : 3;
        return new ScriptNetwork(architecture with { InputChannels = channels }, script, drawsRandomNumbers);
    }

    /// <inheritdoc/>
    protected override Tensor Answer(Tensor image)
    {
        if (!DrawsRandomNumbers || !training)
        {
            return UnoptimisedScripts.Call(script, image);
        }

        lock (NetworkFactory.DefaultGenerator)
        {
            using var seed = randint(int.MaxValue, [1], int64, generator: generator ?? throw new InvalidOperationException("The generator must be set before training."));
            random.manual_seed(seed.item<long>());
            return UnoptimisedScripts.Call(script, image);
        }
    }

    private static bool TakesGrey(jit.ScriptModule<Tensor, Tensor> script)
    {
        using var scope = NewDisposeScope();
        using var withoutGradients = no_grad();
        script.eval();
        try
        {
            UnoptimisedScripts.Call(script, zeros(1, 1, InputSize, InputSize));
            return true;
        }
        catch (ExternalException)
        {
            return false;
        }
        finally
        {
            script.train();
        }
    }
}
