using System.Collections.Immutable;
using System.Runtime.Serialization;
using Microsoft.Extensions.Logging.Abstractions;
using SliceActors.Actors.Hosting.Clients;
using SliceActors.Actors.Hosting.Nodes;
using SliceActors.Actors.Hosting.Settings;
using SliceActors.Actors.Nodes;
using SliceActors.Actors.Tests.Hosting.Settings;
using SliceActors.Actors.Tests.Support;
using SliceActors.Runs.Errors;
using SliceActors.Runs.Machines;
using SliceActors.Runs.Messages;
using SliceActors.Testing;
using SliceActors.Wire;
using static SliceActors.Runs.Messages.ClientMessages;

namespace SliceActors.Actors.Tests.Hosting.Clients;

/// <summary>What is too large for a message, between a client and a node that listens on loopback.</summary>
public sealed class LargeMessageTests : IAsyncLifetime, IDisposable
{
    private const string Version = "0.2.0";
    private const int Findings = 10_000;

    private readonly TinyCaps caps = new();
    private readonly TemporaryFolder folder = new();
    private readonly FakeTraining training = new();
    private ClusterNode node = null!;
    private ClusterConnection client = null!;

    public async Task InitializeAsync()
    {
        var said = Said.Option(Setting.Port, "0").And(Setting.JournalFile, folder.File("cluster.db"));
        node = await ClusterNode.StartAsync(
            new ClusterNodeOptions(said.Node(), ComputeDevice.Cpus(1), 1, caps.Cache, caps.Cache.Folder, NullLoggerFactory.Instance, new StrictDesk(), Version, new Numerics("2.10", "AVX2", "AVX2", "none", "fused", "CPU")), training);
        client = await ClusterConnection.OpenAsync(Said.Option(Setting.Contact, node.Address).Client(), Version, CancellationToken.None);
    }

    [Fact]
    public async Task Ten_thousand_findings_reach_the_client_as_far_as_they_fit()
    {
        var wish = new SubmitStudy("w", ["cnn"], "/");
        IWireMessage answer;
        do
        {
            answer = await client.Ask<IWireMessage>(wish, CancellationToken.None);
        }
        while (answer is StudyUnderCheck);

        var faulty = Assert.IsType<StudyFaulty>(answer);
        Assert.InRange(faulty.Findings.Length, 2, Findings);
        Assert.Equal($"{Findings - faulty.Findings.Length + 1} more findings, which do not fit into a message", faulty.Findings[^1].Found);
    }

    [Fact]
    public async Task A_question_that_is_too_large_is_bad_input()
    {
        var wish = new SubmitStudy("v", [new string('x', 4_000_000)], "/");

        var bad = await Assert.ThrowsAsync<BadInputException>(() => client.Ask<IWireMessage>(wish, CancellationToken.None));

        Assert.Contains($"at most {MessageSize.Most}", bad.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_frame_holds_is_named_by_the_one_who_would_send_it()
    {
        var serializer = node.System.Serialization.FindSerializerForType(typeof(SubmitStudy));

        var refusal = Assert.Throws<SerializationException>(() => serializer.ToBinary(new SubmitStudy("u", [new string('x', MessageSize.Most)], "/")));

        Assert.StartsWith("SubmitStudy has 39000", refusal.Message, StringComparison.Ordinal);
        Assert.InRange(node.System.Settings.Config.GetByteSize("akka.remote.dot-netty.tcp.maximum-frame-size") ?? 0, MessageSize.Most + 50_000, 1L << 30);
    }

    public async Task DisposeAsync()
    {
        await client.DisposeAsync();
        await node.DisposeAsync();
    }

    public void Dispose()
    {
        training.Dispose();
        caps.Dispose();
        folder.Dispose();
    }

    /// <summary>Finds something wrong with every line.</summary>
    private sealed class StrictDesk : IStudyDesk
    {
        public Task<DeskVerdict> Submit(SubmitStudy wish, CancellationToken cancellation) => Task.FromResult<DeskVerdict>(new DeskVerdict.Faulty(
            [.. Enumerable.Range(2, Findings).Select(line => new Finding($"/{new string('d', 500)}/participants.tsv", line, "'XY'", "one of AD, CN"))], ImmutableArray<string>.Empty));

        public Task<DeskVerdict> TakeOver(ResumeStudy wish, CancellationToken cancellation) => throw new NotSupportedException();
    }
}
