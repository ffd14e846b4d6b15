namespace SliceActors.Runs.Messages;

/// <summary>A message that may cross from node to node; has a protobuf schema in Wire/messages.proto.</summary>
public interface IWireMessage;
