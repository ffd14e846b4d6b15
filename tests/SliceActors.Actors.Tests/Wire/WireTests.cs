using Akka.Serialization;
using SliceActors.Actors.Wire;
using SliceActors.Runs;

namespace SliceActors.Actors.Tests.Wire;

public sealed class WireTests : ActorTest
{
    public static TheoryData<int> EachEvent => [.. Enumerable.Range(0, Samples.Events.Length)];

    public static TheoryData<int> EachMessage => [.. Enumerable.Range(0, Samples.Messages.Length)];

    [Theory]
    [MemberData(nameof(EachEvent))]
    public void An_event_is_stored_as_the_bytes_of_journals_that_exist(int sample)
    {
        var (happened, manifest, hex) = Samples.Events[sample];
        var serializer = Serializer<EventSerializer>(happened);
        Assert.Equal(manifest, serializer.Manifest(happened));
        Assert.Equal(hex, Convert.ToHexStringLower(serializer.ToBinary(happened)));
    }

    [Theory]
    [MemberData(nameof(EachEvent))]
    public void An_event_of_a_journal_that_exists_is_read_back_whole(int sample)
    {
        var (happened, manifest, hex) = Samples.Events[sample];
        Same.Content(happened, Sys.Serialization.Deserialize(Convert.FromHexString(hex), 4101, manifest));
    }

    [Theory]
    [MemberData(nameof(EachMessage))]
    public void A_message_arrives_as_it_was_sent(int sample)
    {
        var message = Samples.Messages[sample];
        var serializer = Serializer<MessageSerializer>(message);
        Same.Content(message, Sys.Serialization.Deserialize(serializer.ToBinary(message), 4102, serializer.Manifest(message)));
    }

    [Fact]
    public void Every_event_and_every_message_has_a_schema_and_a_manifest_of_its_own()
    {
        Type[] events = [.. Implementations<IRunEvent>(), .. Implementations<IFoldEvent>()];
        AssertComplete(events, Serializer<EventSerializer>(Samples.Events[0].Event));
        AssertComplete(Implementations<IWireMessage>(), Serializer<MessageSerializer>(Samples.Messages[0]));
    }

    [Fact]
    public void Every_event_and_every_message_has_a_sample_here()
    {
        Assert.Equal(Names([.. Implementations<IRunEvent>(), .. Implementations<IFoldEvent>()]), Names([.. Samples.Events.Select(sample => sample.Event.GetType())]));
        Assert.Equal(Names(Implementations<IWireMessage>()), Names([.. Samples.Messages.Select(message => message.GetType()).Distinct()]));
    }

    [Fact]
    public void An_unknown_manifest_is_refused_and_blamed_on_a_later_version()
    {
        var serializer = Serializer<EventSerializer>(Samples.Events[0].Event);
        var refusal = Assert.Throws<System.Runtime.Serialization.SerializationException>(() => serializer.FromBinary([], "zz"));
        Assert.Contains("'zz'", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("later version", refusal.Message, StringComparison.Ordinal);
    }

    private static void AssertComplete(Type[] types, ProtobufSerializer serializer)
    {
        Assert.Equal(Names(types), Names([.. serializer.Manifests.Select(entry => entry.Type)]));
        Assert.All(serializer.Manifests, entry => Assert.NotEmpty(entry.Manifest));
        Assert.Equal(serializer.Manifests.Count(), serializer.Manifests.Select(entry => entry.Manifest).Distinct().Count());
    }

    private static IEnumerable<string> Names(Type[] types) => types.Select(type => type.FullName!).Order(StringComparer.Ordinal);

    private static Type[] Implementations<T>() =>
        [.. new[] { typeof(IRunEvent).Assembly, typeof(IWireMessage).Assembly }.SelectMany(room => room.GetTypes()).Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(T)))];

    private T Serializer<T>(object value)
        where T : SerializerWithStringManifest => Assert.IsType<T>(Sys.Serialization.FindSerializerFor(value));
}
