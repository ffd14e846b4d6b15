using System.Globalization;
using System.Runtime.InteropServices;
using Google.Protobuf;
using SliceActors.Learning.Onnx.Schema;
using static TorchSharp.torch;

namespace SliceActors.Learning.Onnx;

/// <summary>A graph in the making: operators in the order in which they compute, and the numbers that they need.</summary>
/// <param name="name">What the graph is called.</param>
internal sealed class GraphDraft(string name)
{
    private const string Batch = "batch";
    private readonly GraphProto graph = new() { Name = name };

    /// <summary>Adds what the graph is given.</summary>
    public FeatureMap Input(string given, long channels, long rows, long columns)
    {
        var map = new FeatureMap(given, channels, rows, columns);
        graph.Input.Add(Value(map));
        return map;
    }

    /// <summary>Ends the graph: what it gives gets a name by which users ask for it.</summary>
    public GraphProto Output(FeatureMap map, string given)
    {
        graph.Node.Add(new NodeProto { OpType = "Identity", Name = given, Input = { map.Name }, Output = { given } });
        graph.Output.Add(Value(map with { Name = given }));
        return graph;
    }

    /// <summary>Adds an operator with one output.</summary>
    /// <param name="operation">Its name in the ONNX specification.</param>
    /// <param name="inputs">What it is given.</param>
    /// <param name="attributes">Its settings: numbers (<see cref="float"/> or <see cref="long"/>) or lists of whole numbers.</param>
    /// <returns>The name of what it gives.</returns>
    public string Add(string operation, IEnumerable<string> inputs, params ReadOnlySpan<(string Name, object Value)> attributes) => Add(operation, 1, inputs, attributes)[0];

    /// <summary>Adds an operator with several outputs.</summary>
    /// <param name="operation">Its name in the ONNX specification.</param>
    /// <param name="outputs">How many.</param>
    /// <param name="inputs">What it is given.</param>
    /// <param name="attributes">Its settings.</param>
    public string[] Add(string operation, int outputs, IEnumerable<string> inputs, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        var unique = string.Create(CultureInfo.InvariantCulture, $"{operation}_{graph.Node.Count}");
        var node = new NodeProto { OpType = operation, Name = unique, Input = { inputs } };
        node.Output.AddRange(Enumerable.Range(0, outputs).Select(output => string.Create(CultureInfo.InvariantCulture, $"{unique}_{output}")));
        foreach (var (attribute, value) in attributes)
        {
            node.Attribute.Add(Attribute(attribute, value));
        }

        graph.Node.Add(node);
        return [.. node.Output];
    }

    /// <summary>Adds numbers that were learned.</summary>
    /// <param name="known">Their name in the network.</param>
    /// <param name="tensor">Float32.</param>
    /// <returns>Their name in the graph: the same.</returns>
    public string Weights(string known, Tensor tensor)
    {
        // Holds what lies between: garbage collection frees a tensor that nobody names any more, even while libtorch reads it.
        using var scope = NewDisposeScope();
        var flat = tensor.detach().cpu().contiguous();
        return Add(known, TensorProto.Types.DataType.Float, flat.shape, MemoryMarshal.AsBytes<float>(flat.data<float>().ToArray()));
    }

    /// <summary>Adds whole numbers.</summary>
    public string Whole(string known, params long[] values) => Add(known, TensorProto.Types.DataType.Int64, [values.Length], MemoryMarshal.AsBytes<long>(values));

    private string Add(string known, TensorProto.Types.DataType type, long[] shape, ReadOnlySpan<byte> bytes)
    {
        graph.Initializer.Add(new TensorProto { Name = known, DataType = type, Dims = { shape }, RawData = ByteString.CopyFrom(bytes) });
        return known;
    }

    private static AttributeProto Attribute(string name, object value) => value switch
    {
        float number => new AttributeProto { Name = name, F = number, Type = AttributeProto.Types.AttributeType.Float },
        long number => new AttributeProto { Name = name, I = number, Type = AttributeProto.Types.AttributeType.Int },
        long[] numbers => new AttributeProto { Name = name, Ints = { numbers }, Type = AttributeProto.Types.AttributeType.Ints },
        _ => throw new ArgumentException($"An attribute cannot be a {value.GetType().Name}.", nameof(value)),
    };

    private static ValueInfoProto Value(FeatureMap map)
    {
        var shape = new TensorShapeProto { Dim = { new TensorShapeProto.Types.Dimension { DimParam = Batch } } };
        shape.Dim.AddRange(map.Sizes.Select(size => new TensorShapeProto.Types.Dimension { DimValue = size }));
        return new ValueInfoProto { Name = map.Name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = TensorProto.Types.DataType.Float, Shape = shape } } };
    }
}
