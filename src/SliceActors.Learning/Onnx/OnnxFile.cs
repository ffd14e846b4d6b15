using Google.Protobuf;
using SliceActors.Learning.Networks;
using SliceActors.Learning.Onnx.Schema;

namespace SliceActors.Learning.Onnx;

/// <summary>A file in ONNX's format: one network, and what a user has to know of it.</summary>
internal static class OnnxFile
{
    // Of 2021; everything that runs ONNX reads them.
    private const long FormatVersion = 8;
    private const long OperatorVersion = 15;

    /// <summary>Writes a network that is evaluated.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="network">The network.</param>
    /// <param name="version">Version of this program.</param>
    /// <param name="description">What the network is, for a person.</param>
    /// <param name="facts">What a program may want to know of it, by name.</param>
    /// <exception cref="UnknownLayerException">A layer has no counterpart.</exception>
    public static void Write(Stream stream, SliceNetwork network, string version, string description, IEnumerable<KeyValuePair<string, string>> facts)
    {
        var model = new ModelProto
        {
            IrVersion = FormatVersion,
            ProducerName = "slice-actors",
            ProducerVersion = version,
            DocString = description,
            Graph = NetworkGraph.Of(network),
            OpsetImport = { new OperatorSetIdProto { Version = OperatorVersion } },
        };
        model.MetadataProps.AddRange(facts.Select(fact => new StringStringEntryProto { Key = fact.Key, Value = fact.Value }));
        model.WriteTo(stream);
    }
}
