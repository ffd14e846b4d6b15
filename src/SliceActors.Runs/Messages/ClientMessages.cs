using System.Collections.Immutable;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Ids;

namespace SliceActors.Runs.Messages;

/// <summary>What only clients of a cluster say, and the answers. Everything may be said again until it is answered.</summary>
public static class ClientMessages
{
    /// <summary>The priority of a run that nobody gave one.</summary>
    public const int UsualPriority = 10;

    /// <summary>Which version of the program are you, and which settings do you have that all nodes share? Asked by clients, and by nodes before they join. Answered with <see cref="ClusterVersion"/>.</summary>
    public sealed record AskVersion : IWireMessage;

    /// <summary>The version of a seed's program.</summary>
    /// <param name="Version">Its text.</param>
    public sealed record ClusterVersion(string Version) : IWireMessage
    {
        /// <summary>The settings that all nodes of its cluster share.</summary>
        public ImmutableArray<SharedSetting> Settings { get; init; } = [];

        /// <summary>Whether the seed is in its cluster: one that is on its way there speaks only for itself.</summary>
        public bool IsMember { get; init; }
    }

    /// <summary>A setting that all nodes of a cluster share.</summary>
    /// <param name="Key">Its key in a settings file.</param>
    /// <param name="Value">Its value as it stands there; empty where there is none.</param>
    public sealed record SharedSetting(string Key, string Value);

    /// <summary>
    /// Check this study and start it; a node does that for the client, which need not see the data. Answered with <see cref="StudyUnderCheck"/> until it is
    /// clear, then with <see cref="StudyAccepted"/>, <see cref="StudyFaulty"/> or <see cref="RegistryMessages.Refused"/>.
    /// </summary>
    /// <param name="Wish">Names this call of the command: said again, it is the same wish.</param>
    /// <param name="Arguments">What was typed after <c>submit slice</c>.</param>
    /// <param name="Directory">Where it was typed: relative paths are meant from there.</param>
    /// <param name="Priority">Its share of the slots, in proportion to those of others; at least 1.</param>
    public sealed record SubmitStudy(string Wish, ImmutableArray<string> Arguments, string Directory, int Priority = UsualPriority) : IWireMessage;

    /// <summary>Take a run that is interrupted, on one machine or in this cluster, from its folder and go on with it. Answered like <see cref="SubmitStudy"/>.</summary>
    /// <param name="Wish">Names this call of the command.</param>
    /// <param name="Folder">Absolute path of the folder of the run.</param>
    /// <param name="RetryFailed">Try failed units again.</param>
    public sealed record ResumeStudy(string Wish, string Folder, bool RetryFailed) : IWireMessage;

    /// <summary>Let a run wait until it is resumed. Answered, once nothing of it runs any more, with <see cref="RegistryMessages.RunAccepted"/> or <see cref="RegistryMessages.Refused"/>.</summary>
    /// <param name="Run">Id of the run.</param>
    public sealed record HoldRun(RunId Run) : IWireMessage;

    /// <summary>Give a node no more units; it leaves when it has trained what it has. Answered with <see cref="NodeList"/>, of that node alone, or <see cref="RegistryMessages.Refused"/>.</summary>
    /// <param name="Node">Name of the node.</param>
    public sealed record DrainNode(string Node) : IWireMessage;

    /// <summary>The answer is not clear yet.</summary>
    /// <param name="Node">The node that checks; empty when none is there yet.</param>
    public sealed record StudyUnderCheck(string Node) : IWireMessage;

    /// <summary>The study cannot be trained; nothing was written.</summary>
    /// <param name="Findings">All that is wrong.</param>
    /// <param name="Warnings">What a person should know besides.</param>
    public sealed record StudyFaulty(ImmutableArray<Finding> Findings, ImmutableArray<string> Warnings) : IWireMessage;

    /// <summary>The run is in the journal of the cluster.</summary>
    /// <param name="Run">Id of the run.</param>
    /// <param name="Folder">Absolute path of its folder.</param>
    /// <param name="Known">It was already; nothing was done again.</param>
    /// <param name="Notices">What a person should know besides.</param>
    public sealed record StudyAccepted(RunId Run, string Folder, bool Known, ImmutableArray<string> Notices) : IWireMessage;

    /// <summary>Which nodes are there? Answered with <see cref="NodeList"/>.</summary>
    public sealed record GetNodes : IWireMessage;

    /// <summary>The trainer nodes.</summary>
    /// <param name="Nodes">By name.</param>
    public sealed record NodeList(ImmutableArray<NodeEntry> Nodes) : IWireMessage;

    /// <summary>A trainer node.</summary>
    /// <param name="Node">Its name.</param>
    /// <param name="Address">Where it is reached.</param>
    /// <param name="Slots">Its slots.</param>
    /// <param name="Numerics">What decides the bytes that it computes, for people.</param>
    /// <param name="IsDraining">Whether it takes no more units.</param>
    /// <param name="NotFor">The runs that it is not used for, and why.</param>
    public sealed record NodeEntry(string Node, string Address, ImmutableArray<SlotReport> Slots, string Numerics, bool IsDraining, ImmutableArray<NotFor> NotFor);

    /// <summary>A run that a node is not used for.</summary>
    /// <param name="Run">Id of the run.</param>
    /// <param name="Reason">Why, as a sentence.</param>
    public sealed record NotFor(RunId Run, string Reason);
}
