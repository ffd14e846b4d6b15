using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;
using SliceActors.Runs.Messages;
using P = SliceActors.Wire.Proto;

namespace SliceActors.Wire;

/// <summary>What clients of a cluster hear, to its schema and back.</summary>
internal static class ClientMapping
{
    public static P.RunList ToProto(this RegistryMessages.RunList list) => new()
    {
        Entries = { list.Runs.Select(entry => new P.RunEntry { Run = entry.Run.Value, Folder = entry.Folder, IsOpen = entry.IsOpen }) },
    };

    public static RegistryMessages.RunList FromProto(this P.RunList proto) =>
        new([.. proto.Entries.Select(entry => new RegistryMessages.RunEntry(new RunId(entry.Run), entry.Folder, entry.IsOpen))]);

    public static P.ClusterVersion ToProto(this ClientMessages.ClusterVersion version) => new()
    {
        Version = version.Version,
        Settings = { version.Settings.Select(setting => new P.SharedSetting { Key = setting.Key, Value = setting.Value }) },
        IsMember = version.IsMember,
    };

    public static ClientMessages.ClusterVersion FromProto(this P.ClusterVersion proto) =>
        new(proto.Version) { Settings = [.. proto.Settings.Select(setting => new ClientMessages.SharedSetting(setting.Key, setting.Value))], IsMember = proto.IsMember };

    public static P.StudyFaulty ToProto(this ClientMessages.StudyFaulty faulty) => new()
    {
        Findings = { faulty.Findings.Select(finding => new P.Finding { Where = finding.Where, Line = finding.Line ?? 0, Found = finding.Found, Expected = finding.Expected }) },
        Warnings = { faulty.Warnings },
    };

    public static ClientMessages.StudyFaulty FromProto(this P.StudyFaulty proto) => new(
        [.. proto.Findings.Select(finding => new Finding(finding.Where, finding.Line == 0 ? null : finding.Line, finding.Found, finding.Expected))],
        [.. proto.Warnings]);

    public static P.NodeList ToProto(this ClientMessages.NodeList list) => new() { Nodes = { list.Nodes.Select(ToProto) } };

    public static ClientMessages.NodeList FromProto(this P.NodeList proto) => new([.. proto.Nodes.Select(FromProto)]);

    private static P.NodeEntry ToProto(ClientMessages.NodeEntry node) => new()
    {
        Node = node.Node,
        Address = node.Address,
        Slots = { node.Slots.Select(MessageMapping.ToProto) },
        Numerics = node.Numerics,
        IsDraining = node.IsDraining,
        NotFor = { node.NotFor.Select(run => new P.NotFor { Run = run.Run.Value, Reason = run.Reason }) },
    };

    private static ClientMessages.NodeEntry FromProto(P.NodeEntry proto) => new(
        proto.Node,
        proto.Address,
        [.. proto.Slots.Select(MessageMapping.FromProto)],
        proto.Numerics,
        proto.IsDraining,
        [.. proto.NotFor.Select(run => new ClientMessages.NotFor(new RunId(run.Run), run.Reason))]);
}
